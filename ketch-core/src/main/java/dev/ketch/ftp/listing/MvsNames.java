package dev.ketch.ftp.listing;

/** What names and numbers of z/OS look like: other words of a line are no data set. */
final class MvsNames {
  private MvsNames() {}

  /**
   * Capitals, digits and national signs in parts between points, within quotes or not.
   *
   * @param anyCase whether small letters will do: the rest of the line leaves no doubt
   */
  static boolean isDataSet(String word, boolean anyCase) {
    boolean quoted = word.length() > 2 && word.startsWith("'") && word.endsWith("'");
    int from = quoted ? 1 : 0;
    int to = quoted ? word.length() - 1 : word.length();
    char before = '.';
    for (int i = from; i < to; i++) {
      char c = anyCase ? Character.toUpperCase(word.charAt(i)) : word.charAt(i);
      if (c == '.' ? before == '.' : !isSign(c) && c != '-') {
        return false;
      }
      before = c;
    }
    return before != '.';
  }

  /** Signs that do not begin with a digit: eight on z/OS itself, more where a server names them. */
  static boolean isMember(String word) {
    if (word.length() > 16 || word.charAt(0) >= '0' && word.charAt(0) <= '9') {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (!isSign(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSign(char c) {
    return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '#' || c == '@' || c == '$';
  }

  static boolean isHex(Words words, int word) {
    for (int i = 0; i < words.length(word); i++) {
      char c = words.at(word, i);
      if ((c < '0' || c > '9') && (c < 'A' || c > 'F')) {
        return false;
      }
    }
    return words.length(word) >= 6;
  }

  /** {@code 2003/05/21}. */
  static boolean isDay(Words words, int word) {
    return words.length(word) == 10 && words.at(word, 4) == '/' && words.at(word, 7) == '/';
  }
}
