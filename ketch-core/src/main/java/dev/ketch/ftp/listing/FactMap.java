package dev.ketch.ftp.listing;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts of an MLSx line, read when they are asked for: most never are. */
final class FactMap extends AbstractMap<String, String> {
  private static final String LINK = "type=os.unix=slink:";

  private final String line;
  private final int end;
  private int valueEnd;
  private @Nullable Map<String, String> all;

  FactMap(String line, int end) {
    this.line = line;
    this.end = end;
  }

  /**
   * The blank that ends the facts of a line and is followed by the name, or -1 if these are no
   * facts. The last fact may lack its semicolon, and the target of a link may hold blanks.
   */
  static int end(String line) {
    int i = 0;
    while (i < line.length()) {
      if (line.charAt(i) == ' ') {
        return i;
      }
      int equals = line.indexOf('=', i);
      int blank = line.indexOf(' ', i);
      if (equals <= i || blank >= 0 && blank < equals) {
        return -1;
      }
      int semicolon = line.indexOf(';', equals);
      boolean link = line.regionMatches(true, i, LINK, 0, LINK.length());
      if (semicolon < 0 || blank >= 0 && blank < semicolon && !link) {
        return blank;
      }
      i = semicolon + 1;
    }
    return -1;
  }

  /** Where the value of a fact begins, or -1; {@link #valueEnd} tells where it ends. */
  int find(String name) {
    int i = 0;
    while (i < end) {
      int equals = line.indexOf('=', i);
      int stop = stop(i);
      if (equals < 0 || equals >= stop) {
        return -1;
      }
      if (equals - i == name.length() && line.regionMatches(true, i, name, 0, name.length())) {
        valueEnd = stop;
        return equals + 1;
      }
      i = stop + 1;
    }
    return -1;
  }

  int valueEnd() {
    return valueEnd;
  }

  private int stop(int from) {
    int semicolon = line.indexOf(';', from);
    return semicolon < 0 || semicolon > end ? end : semicolon;
  }

  @Override
  public @Nullable String get(@Nullable Object key) {
    return map().get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return map().containsKey(key);
  }

  @Override
  public Set<Entry<String, String>> entrySet() {
    return map().entrySet();
  }

  private Map<String, String> map() {
    Map<String, String> map = all;
    if (map == null) {
      map = new LinkedHashMap<>();
      int i = 0;
      while (i < end) {
        int stop = stop(i);
        int equals = line.indexOf('=', i);
        if (equals < 0 || equals >= stop) {
          break;
        }
        map.put(
            line.substring(i, equals).toLowerCase(Locale.ROOT), line.substring(equals + 1, stop));
        i = stop + 1;
      }
      map = Collections.unmodifiableMap(map);
      all = map;
    }
    return map;
  }
}
