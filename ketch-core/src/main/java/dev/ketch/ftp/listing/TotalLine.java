package dev.ketch.ftp.listing;

import java.util.Locale;
import java.util.Set;

/**
 * The first line of {@code ls -l}: the word for total in some language and a number of blocks.
 * Other words are no total: {@code Chapter 1} and the rest of a damaged line look the same.
 */
final class TotalLine {
  /** How {@code ls} of the GNU, BSD and BusyBox families says it in its translations. */
  private static final Set<String> WORDS =
      Set.of(
          ("total totale totaal totalt totali totalo insgesamt gesamt summe kokku samtals summa yhteensä"
                  + " razem łącznie celkem spolu skupaj skupno ukupno укупно összesen toplam"
                  + " iomlán jumlah guztira kopā viso итого всего усяго всього общо разом σύνολο"
                  + " סה\"כ המجموع 合計 総計 总用量 总计 總計 總用量 합계")
              .split(" "));

  private TotalLine() {}

  static boolean is(Words words) {
    return words.count() == 2 && isAmount(words) && isTotal(words.text(0));
  }

  /** {@code 12}, {@code 1,234}, {@code 4.0K}. */
  private static boolean isAmount(Words words) {
    char last = words.last(1);
    int end = words.end(1) - (words.length(1) > 1 && "KMGTPEkB".indexOf(last) >= 0 ? 1 : 0);
    for (int i = words.start(1); i < end; i++) {
      char c = words.line().charAt(i);
      if ((c < '0' || c > '9') && (i == words.start(1) || c != ',' && c != '.')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTotal(String word) {
    String bare = word.endsWith(":") ? word.substring(0, word.length() - 1) : word;
    if (WORDS.contains(bare.toLowerCase(Locale.ROOT))) {
      return true;
    }
    // In a charset that nobody told us, a word of another script has no ASCII letter.
    for (int i = 0; i < bare.length(); i++) {
      if (bare.charAt(i) < 0x80) {
        return false;
      }
    }
    return bare.length() > 1;
  }
}
