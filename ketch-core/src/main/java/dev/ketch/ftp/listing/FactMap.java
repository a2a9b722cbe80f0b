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
  private final String line;
  private final int end;
  private @Nullable Map<String, String> all;

  FactMap(String line, int end) {
    this.line = line;
    this.end = end;
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
      while (line.charAt(i) == ' ') {
        i++; // Servers that send their MLST line, with the blank before it.
      }
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
