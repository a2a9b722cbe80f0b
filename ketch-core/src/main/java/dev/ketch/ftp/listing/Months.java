package dev.ketch.ftp.listing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Names of months, in English at once and in other languages by a table. */
final class Months {
  /**
   * The short names that {@code ls} prints in the locales of glibc, from January to December.
   * Croatian and Polish share names for different months: Polish and Czech win.
   */
  private static final String[] LANGUAGES = {
    "jan feb mär apr mai jun jul aug sep okt nov dez", // German
    "jän feb mrz apr mai jun jul aug sep okt nov dez",
    "janv févr mars avr mai juin juil août sept oct nov déc", // French
    "jan fév mar avr mai jui jul aoû sep oct nov déc",
    "ene feb mar abr may jun jul ago sep oct nov dic", // Spanish
    "gen feb mar apr mag giu lug ago set ott nov dic", // Italian
    "jan fev mar abr mai jun jul ago set out nov dez", // Portuguese
    "jan feb mrt apr mei jun jul aug sep okt nov dec", // Dutch
    "jan feb mar apr maj jun jul aug sep okt nov dec", // Swedish, Danish, Slovenian
    "jan feb mar apr mai juni juli aug sep okt nov des", // Norwegian
    "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu", // Finnish
    "sty lut mar kwi maj cze lip sie wrz paź lis gru", // Polish
    "led úno bře dub kvě čen čec srp zář říj lis pro", // Czech
    "jan feb mar apr máj jún júl aug sep okt nov dec", // Slovak
    "jan febr márc ápr máj jún júl aug szept okt nov dec", // Hungarian
    "ian feb mar apr mai iun iul aug sep oct noi dec", // Romanian
    "oca şub mar nis may haz tem ağu eyl eki kas ara", // Turkish
    "янв фев мар апр мая июн июл авг сен окт ноя дек", // Russian
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "січ лют бер кві тра чер лип сер вер жов лис гру", // Ukrainian
    "яну фев мар апр май юни юли авг сеп окт ное дек", // Bulgarian
    "ιαν φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε δεκ", // Greek
    "sij velj ožu tra svi lip srp kol ruj lis stu pro", // Croatian
    "gen febr març abr maig juny jul ag set oct nov des", // Catalan
    "jaan veebr märts apr mai juuni juuli aug sept okt nov dets", // Estonian
    "sau vas kov bal geg bir lie rgp rgs spa lap gru", // Lithuanian
    "jan feb mar apr mai jūn jūl aug sep okt nov dec", // Latvian
    "avg", // Slovenian August
  };

  private static final Map<String, Integer> NAMES = names();

  private Months() {}

  private static Map<String, Integer> names() {
    Map<String, Integer> names = new HashMap<>();
    for (String language : LANGUAGES) {
      String[] months = language.split(" ");
      for (int i = 0; i < months.length; i++) {
        int month = months.length == 1 ? 8 : i + 1;
        names.putIfAbsent(months[i], month);
        names.putIfAbsent(fold(months[i]), month);
      }
    }
    return names;
  }

  /** The month of an English name of three letters or more between two places, or 0. */
  static int english(String line, int from, int to) {
    if (to - from < 3) {
      return 0;
    }
    int a = line.charAt(from) | 0x20;
    int b = line.charAt(from + 1) | 0x20;
    int c = line.charAt(from + 2) | 0x20;
    int month =
        switch (a << 16 | b << 8 | c) {
          case 'j' << 16 | 'a' << 8 | 'n' -> 1;
          case 'f' << 16 | 'e' << 8 | 'b' -> 2;
          case 'm' << 16 | 'a' << 8 | 'r' -> 3;
          case 'a' << 16 | 'p' << 8 | 'r' -> 4;
          case 'm' << 16 | 'a' << 8 | 'y' -> 5;
          case 'j' << 16 | 'u' << 8 | 'n' -> 6;
          case 'j' << 16 | 'u' << 8 | 'l' -> 7;
          case 'a' << 16 | 'u' << 8 | 'g' -> 8;
          case 's' << 16 | 'e' << 8 | 'p' -> 9;
          case 'o' << 16 | 'c' << 8 | 't' -> 10;
          case 'n' << 16 | 'o' << 8 | 'v' -> 11;
          case 'd' << 16 | 'e' << 8 | 'c' -> 12;
          default -> 0;
        };
    return to - from == 3 ? month : 0;
  }

  /**
   * The month of a word in any known language, or 0: with a point or a comma behind it, spelled
   * out, or as a number with a character behind it that is not ASCII ({@code 8月}, {@code 8월},
   * whatever charset those are in).
   */
  static int any(String word) {
    int end = word.length();
    while (end > 0 && (word.charAt(end - 1) == '.' || word.charAt(end - 1) == ',')) {
      end--;
    }
    int month = english(word, 0, end);
    if (month != 0 || end < 2) {
      return month;
    }
    if (word.charAt(0) >= '0' && word.charAt(0) <= '9') {
      return numbered(word, end);
    }
    String name = word.substring(0, end).toLowerCase(Locale.ROOT);
    for (int length = Math.min(end, 6); length >= 2; length--) {
      String head = name.substring(0, length);
      Integer found = NAMES.get(head);
      if (found == null) {
        found = NAMES.get(fold(head));
      }
      // Spelled out only behind three letters; "ag" and the like must be the whole word.
      if (found != null && (length == end || length >= 3 && end <= 12)) {
        return found;
      }
    }
    return 0;
  }

  private static int numbered(String word, int end) {
    int digits = word.charAt(1) >= '0' && word.charAt(1) <= '9' ? 2 : 1;
    if (end - digits < 1 || end - digits > 3) {
      return 0;
    }
    for (int i = digits; i < end; i++) {
      if (word.charAt(i) < 0x80) {
        return 0;
      }
    }
    int month = Scan.small(word, 0, digits);
    return month >= 1 && month <= 12 ? month : 0;
  }

  /** Letters with accents, in whatever charset they came, as one sign; none if all are such. */
  private static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    int plain = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 0x80) {
        folded.append(c);
        plain++;
      } else if (folded.isEmpty() || folded.charAt(folded.length() - 1) != '?') {
        folded.append('?');
      }
    }
    return plain < 2 ? name : folded.toString();
  }
}
