package dev.ketch.testkit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words that a line of a {@link Transcript} can begin with: the conversation, the helpers, the
 * data connection, and the faults. {@code TEXT} below is what follows the word and one space.
 *
 * <p>Escapes in text that is sent: {@code \r \n \t \0 \\} and {@code \xHH} for a byte.
 */
public enum Word {
  /**
   * {@code C: RETR a}: the client must send this line. A {@code *} at the end fits any rest. Text
   * beyond ASCII is UTF-8; escapes may be used.
   */
  CLIENT("C:", Text.OPTIONAL),
  /** {@code S: 226 done}: sends the text and CR LF. */
  SERVER("S:", Text.OPTIONAL),
  /** {@code S- 226 do}: sends the text and nothing after it. */
  SERVER_RAW("S-", Text.OPTIONAL),

  /**
   * {@code login}: a whole anonymous login in Ketch's order: greeting, USER, PASS, FEAT. FEAT is
   * refused, or lists the text: {@code login UTF8;;MLST type*;size*;} has two features, split at
   * {@code ;;}. With UTF8 among them the client must send OPTS UTF8 ON.
   */
  LOGIN("login", Text.OPTIONAL),
  /** {@code login-tls}: {@code login} with AUTH TLS, PBSZ and PROT P before it. */
  LOGIN_TLS("login-tls", Text.OPTIONAL),
  /**
   * {@code login-any}: any client may log in, in its own order. From here on the server answers by
   * itself whatever the next {@code C:} line does not ask for: FEAT, SYST, TYPE, PWD, OPTS, NOOP
   * and the like, EPSV, PASV, EPRT and PORT (the data words then use that connection). SIZE, MDTM,
   * MLST and checksums get a 502. {@code login-any tls server} also accepts AUTH TLS, PBSZ and
   * PROT, with the words of {@link #TLS}.
   */
  LOGIN_ANY("login-any", Text.OPTIONAL),
  /**
   * {@code answer SIZE 213 5}: from here on the server answers each SIZE with that reply, in
   * whatever order, unless the next {@code C:} line asks for a SIZE.
   */
  ANSWER("answer", Text.VERB_AND_REPLY),

  /** {@code passive}: the client must send EPSV; a data port listens and its number is sent. */
  PASSIVE("passive", Text.NONE),
  /** {@code listen}: only opens the data port. Sent text may hold it: {port}, for PASV {pasv}. */
  LISTEN("listen", Text.NONE),
  /** {@code connect}: connects to the port of the last PORT or EPRT. */
  CONNECT("connect", Text.NONE),
  /** {@code data> TEXT}: sends the text on the data connection and closes it. */
  DATA_SEND("data>", Text.OPTIONAL),
  /** {@code data+ TEXT}: sends the text and keeps the data connection open. */
  DATA_MORE("data+", Text.OPTIONAL),
  /** {@code data< TEXT}: the client must send exactly this and close the data connection. */
  DATA_EXPECT("data<", Text.OPTIONAL),
  /** {@code data close}: closes the data connection. */
  DATA_CLOSE("data close", Text.NONE),

  /**
   * {@code tls server}: the server's side of a handshake on the control connection, with one of the
   * {@link TestCertificates}. More words may follow the name: {@code alpn=NAME} chooses that
   * protocol whatever was offered, {@code sni=NAME} requires that server name, {@code client}
   * requires a certificate of the client, {@code TLSv1.2} and the like allow only that version.
   */
  TLS("tls", Text.TLS),
  /** {@code tls end}: close_notify both ways; the connection continues in the clear (CCC). */
  TLS_END("tls end", Text.NONE),
  /** {@code data tls server}: the data connections from here on begin with a handshake. */
  DATA_TLS("data tls", Text.TLS),

  /** {@code close}: closes the control connection (FIN). */
  CLOSE("close", Text.NONE),
  /** {@code reset}: resets the control connection (RST). */
  RESET("reset", Text.NONE),
  /** {@code wait} or {@code wait 500}: sends nothing for 200 ms, or that many milliseconds. */
  WAIT("wait", Text.MILLIS_OR_NONE),
  /** {@code silence}: sends nothing more, reads whatever comes, until the client goes. */
  SILENCE("silence", Text.NONE),
  /** {@code any}: the client may send what it likes until it goes; nothing is answered. */
  ANY("any", Text.NONE),
  /** {@code slow 1000 226 done}: sends the reply and CR LF, one byte every 1000 ms. */
  SLOW("slow", Text.MILLIS_AND_TEXT),
  /** {@code split}: from here on each byte of each reply is a packet (with TLS a record) alone. */
  SPLIT("split", Text.NONE),
  /**
   * {@code flood TEXT}: sends the text again and again until the client goes: on the data
   * connection if one is open, otherwise on the control connection.
   */
  FLOOD("flood", Text.OPTIONAL),

  /** {@code data reset}: resets the data connection (RST). */
  DATA_RESET("data reset", Text.NONE),
  /** {@code data cut}: closes the data connection below TLS, without close_notify. */
  DATA_CUT("data cut", Text.NONE),
  /** {@code data refuse}: closes the data port, so that connecting to it fails. */
  DATA_REFUSE("data refuse", Text.NONE),
  /** {@code data comes}: waits for the first byte on the data connection and takes no more. */
  DATA_COMES("data comes", Text.NONE),
  /** {@code data gone}: closes the connection of {@code data comes}, before any TLS. */
  DATA_GONE("data gone", Text.NONE),
  /**
   * {@code data slow 1000 TEXT}: sends the text, one byte every 1000 ms (0: as fast as it goes,
   * each byte in a packet alone), and keeps the data connection open. Ends early if the client
   * goes.
   */
  DATA_SLOW("data slow", Text.MILLIS_AND_TEXT),
  /**
   * {@code data stall}: keeps the data connection open, sends nothing on it and reads nothing from
   * it, until the client sends a command or goes.
   */
  DATA_STALL("data stall", Text.NONE),
  /**
   * {@code data endless -rw-r--r-- 1 a b 5 Jan 1 2020 file{n}}: sends this line again and again
   * until the client closes the data connection; {n} counts 1, 2, 3 and so on.
   */
  DATA_ENDLESS("data endless", Text.OPTIONAL);

  /** What may follow a word. */
  enum Text {
    NONE,
    OPTIONAL,
    TLS,
    VERB_AND_REPLY,
    MILLIS_OR_NONE,
    MILLIS_AND_TEXT
  }

  private static final List<Word> LONGEST_FIRST =
      Arrays.stream(values())
          .sorted(Comparator.comparing((Word w) -> w.word.length()).reversed())
          .toList();

  private final String word;
  private final Text text;

  Word(String word, Text text) {
    this.word = word;
    this.text = text;
  }

  /** The word as a transcript has it, such as {@code data close}. */
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }

  /** The word that a line begins with. */
  static Optional<Word> of(String line) {
    return LONGEST_FIRST.stream()
        .filter(w -> line.equals(w.word) || line.startsWith(w.word + " "))
        .findFirst();
  }

  /**
   * Checks what follows the word, so that a mistake is found before a client connects.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  void check(String given) {
    switch (text) {
      case NONE -> need(given.isBlank(), "takes no text, but has \"" + given + "\"");
      case TLS -> ServerTls.check(given);
      case VERB_AND_REPLY -> need(given.matches("\\S+ .+"), "needs a command and a reply");
      case MILLIS_OR_NONE -> need(given.matches("\\d{0,6}"), "takes milliseconds or nothing");
      case MILLIS_AND_TEXT ->
          need(given.matches("\\d{1,6}( .*)?"), "needs milliseconds and a text");
      case OPTIONAL -> checkOptional(given);
    }
    if (this != CLIENT) {
      Bytes.of(given); // Escapes that are none.
    }
  }

  private void checkOptional(String given) {
    if (this == LOGIN_ANY && !given.isEmpty()) {
      need(given.startsWith("tls "), "takes \"tls\" and a certificate, or nothing");
      ServerTls.check(given.substring(4));
    }
  }

  private void need(boolean fine, String problem) {
    if (!fine) {
      throw new IllegalArgumentException("\"" + word + "\" " + problem);
    }
  }

  /** The word that was probably meant by a line that begins with none. */
  static Word nearest(String line) {
    String meant = line.strip().replaceAll("\\s+", " ");
    if (meant.matches("[0-9]{3}([ -].*)?")) {
      return SERVER;
    }
    if (meant.matches("[A-Z]{3,4}( .*)?")) {
      return CLIENT;
    }
    return Arrays.stream(values())
        .min(
            Comparator.comparingInt((Word w) -> w.distance(meant.toLowerCase(Locale.ROOT)))
                .thenComparing(w -> w.word.split(" ").length, Comparator.reverseOrder()))
        .orElseThrow();
  }

  /** How far the beginning of a line is from this word, in slips of the typist. */
  private int distance(String line) {
    String own = word.toLowerCase(Locale.ROOT);
    if (!Character.isLetter(own.charAt(own.length() - 1)) && line.startsWith(own)) {
      return 0; // Only the space is missing, as in "S:220 hi".
    }
    String[] parts = line.split(" ", 3);
    String one = parts[0];
    String two = parts.length > 1 ? one + " " + parts[1] : one;
    return Slips.between(own.indexOf(' ') < 0 ? one : two, own);
  }
}
