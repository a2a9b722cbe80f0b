package dev.ketch.testkit;

/** Counts the slips between two words: a letter too many, missing, wrong, or two swapped. */
final class Slips {
  private Slips() {}

  static int between(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : least(d, i, j, a, b);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int least(int[][] d, int i, int j, String a, String b) {
    char last = a.charAt(i - 1);
    int best = Math.min(d[i - 1][j], d[i][j - 1]) + 1;
    best = Math.min(best, d[i - 1][j - 1] + (last == b.charAt(j - 1) ? 0 : 1));
    if (i > 1 && j > 1 && last == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
      best = Math.min(best, d[i - 2][j - 2] + 1);
    }
    return best;
  }
}
