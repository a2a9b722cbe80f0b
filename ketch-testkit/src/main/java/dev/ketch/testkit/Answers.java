package dev.ketch.testkit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server answers by itself, in whatever order the client asks. */
final class Answers {
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("USER", "331 password, please"),
          Map.entry("PASS", "230 logged in"),
          Map.entry("ACCT", "230 logged in"),
          Map.entry("SYST", "215 UNIX Type: L8"),
          Map.entry("TYPE", "200 ok"),
          Map.entry("MODE", "200 ok"),
          Map.entry("STRU", "200 ok"),
          Map.entry("OPTS", "200 ok"),
          Map.entry("NOOP", "200 ok"),
          Map.entry("CLNT", "200 ok"),
          Map.entry("LANG", "200 ok"),
          Map.entry("ALLO", "202 not needed"),
          Map.entry("HELP", "214 this is a script"),
          Map.entry("PWD", "257 \"/\" is the working directory"),
          Map.entry("XPWD", "257 \"/\" is the working directory"));

  /** Commands that clients try out: they manage without an answer that helps. */
  private static final String OPTIONAL =
      "FEAT SIZE MDTM MFMT MFCT MFF MLST STAT SITE HOST CSID AVBL AUTH PBSZ PROT"
          + " HASH MD5 XCRC XMD5 XSHA XSHA1 XSHA256 XSHA512";

  private final ControlConnection control;
  private final ScriptedData data;
  private final Map<String, String> replies = new HashMap<>();
  private @Nullable String tls;
  private boolean loggedIn;

  Answers(ControlConnection control, ScriptedData data) {
    this.control = control;
    this.data = data;
  }

  /** The command of a line, in upper case. */
  static String verb(String line) {
    int end = line.indexOf(' ');
    return (end < 0 ? line : line.substring(0, end)).toUpperCase(Locale.ROOT);
  }

  /** Answers what any client may say at and after its login. */
  void login(String text) throws IOException {
    for (String verb : OPTIONAL.split(" ")) {
      replies.putIfAbsent(verb, "502 not in this script");
    }
    USUAL.forEach(replies::putIfAbsent);
    for (String verb : new String[] {"EPSV", "PASV", "EPRT", "PORT"}) {
      replies.putIfAbsent(verb, "");
    }
    if (!text.isEmpty()) {
      tls = text.substring("tls ".length());
      replies.put("AUTH", "");
      replies.put("PBSZ", "200 ok");
      replies.put("PROT", "");
    }
    control.send("220 scripted\r\n");
    while (!loggedIn) {
      String line = control.readLine();
      if (line == null || !answer(line)) {
        throw Mismatch.of("a login", line);
      }
    }
  }

  /** Answers a command from here on. */
  void set(String verbAndReply) {
    int space = verbAndReply.indexOf(' ');
    replies.put(verb(verbAndReply), verbAndReply.substring(space + 1));
  }

  /** Answers this line, if it may be answered here. */
  boolean answer(String line) throws IOException {
    String verb = verb(line);
    String reply = replies.get(verb);
    if (reply == null) {
      return false;
    }
    if (reply.isEmpty()) {
      act(verb, line);
    } else {
      control.send(data.withPorts(reply) + "\r\n");
    }
    loggedIn |= verb.equals("PASS");
    return true;
  }

  private void act(String verb, String line) throws IOException {
    switch (verb) {
      case "AUTH" -> {
        control.send("234 go\r\n");
        control.startTls(String.valueOf(tls));
      }
      case "PROT" -> {
        data.protect(line.toUpperCase(Locale.ROOT).endsWith("P") ? tls : null);
        control.send("200 ok\r\n");
      }
      case "EPRT", "PORT" -> {
        data.connectTo(ClientPort.parse(line));
        control.send("200 ok\r\n");
      }
      default -> control.send(passive(verb, line) + "\r\n");
    }
  }

  private String passive(String verb, String line) throws IOException {
    if (line.equalsIgnoreCase("EPSV ALL")) {
      return "200 ok";
    }
    if (verb.equals("PASV") && !data.isIpv4()) {
      return "425 this connection has no IPv4 address: use EPSV";
    }
    data.listen();
    return data.withPorts(verb.equals("EPSV") ? "229 entering (|||{port}|)" : "227 ({pasv})");
  }
}
