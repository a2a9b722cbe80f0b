package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.protocol.Reply;
import dev.ketch.testkit.ScriptedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of docs/ftplib.md on the wire: data connections and what goes over them. */
class FtplibTransferTest {
  @TempDir Path work;

  @Test
  void activeModeSendsPortAndTakesTheServersConnection() throws IOException {
    try (ScriptedServer server =
        Scripted.serve(
            "C: TYPE I",
            "S: 200 ok",
            "C: PORT 127,0,0,1,*",
            "S: 200 ok",
            "C: RETR a",
            "S: 150 go",
            "connect",
            "data> active",
            "S: 226 done")) {
      FtpConfig config = Scripted.config(server).toBuilder().dataMode(DataMode.ACTIVE).build();
      try (FtpSession ftp = FtpClient.of(config).connect();
          InputStream in = ftp.read("a", 0)) {
        assertThat(in).hasContent("active");
      }
    }
  }

  @Test
  void activeModeUsesEprtOverIpv6() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.play(
            InetAddress.getByName("::1"),
            Scripted.afterLogin(
                "C: TYPE I",
                "S: 200 ok",
                "C: EPRT |2|0:0:0:0:0:0:0:1|*",
                "S: 200 ok",
                "C: RETR a",
                "S: 150 go",
                "connect",
                "data> six",
                "S: 226 done"))) {
      FtpConfig config =
          Scripted.config(server).toBuilder().host("::1").dataMode(DataMode.ACTIVE).build();
      try (FtpSession ftp = FtpClient.of(config).connect();
          InputStream in = ftp.read("a", 0)) {
        assertThat(in).hasContent("six");
      }
    }
  }

  @Test
  void theAddressInA227IsIgnored() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: EPSV",
                "S: 500 no",
                "C: PASV",
                "listen",
                "S: 227 entering (198,51,100,1,{p1,p2})",
                "C: RETR a",
                "S: 150 go",
                "data> here",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server);
        InputStream in = ftp.read("a", 0)) {
      assertThat(in).hasContent("here");
    }
  }

  @Test
  void transfersGiveDataSizeAndReply() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: REST 7",
                "S: 350 ok",
                "C: RETR a",
                "S: 150 opening (12 bytes)",
                "data> world",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server);
        DataTransfer transfer = ftp.raw().transfer("RETR a", false, 7)) {
      assertThat(transfer.sizeHint()).hasValue(12);
      assertThat(transfer.input()).hasContent("world");
    }
  }

  @Test
  void theSizeInA150IsReadStrictly() throws IOException {
    for (String text : List.of("(1,234 bytes)", "(12 byte)", "( bytes)", "(-1 bytes)")) {
      assertThat(
              dev.ketch.ftp.internal.transfer.SizeHint.of(new Reply(150, List.of("150 x " + text))))
          .isEqualTo(-1);
    }
    assertThat(
            dev.ketch.ftp.internal.transfer.SizeHint.of(new Reply(125, List.of("125 (9 bytes)"))))
        .isEqualTo(-1);
  }

  @Test
  void oneStrayReplyBeforeThe150IsPassedOver() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 200 stray",
                "S: 150 go",
                "data> x",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server);
        InputStream in = ftp.read("a", 0)) {
      assertThat(in).hasContent("x");
    }
  }

  @Test
  void abortLeavesTheSessionUsable() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data+ xx",
                "C: ABOR",
                "S: 426 aborted",
                "S: 226 abor ok",
                "C: PWD",
                "S: 257 \"/\"",
                "C: NOOP",
                "S: 200 ok");
        FtpSession ftp = Scripted.connect(server)) {
      try (DataTransfer transfer = ftp.raw().transfer("RETR a", false, 0)) {
        assertThat(transfer.input().read()).isEqualTo('x');
        Reply last = transfer.abort();
        assertThat(last).isNotNull();
      }
      ftp.noop();
    }
  }

  @Test
  void binaryGoesBothWays() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> \\x00\\xff\\r\\n\\n",
                "S: 226 done",
                "passive",
                "C: STOR b",
                "S: 150 go",
                "data< \\x00\\xff\\r\\n\\n",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      byte[] bytes;
      try (InputStream in = ftp.read("a", 0)) {
        bytes = in.readAllBytes();
      }
      assertThat(bytes).containsExactly(0, 0xff, '\r', '\n', '\n');
      try (OutputStream out = ftp.write("b", 0)) {
        out.write(bytes);
      }
    }
  }

  @Test
  void linesComeWithoutTheirEnds() throws IOException {
    List<String> lines = new ArrayList<>();
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> one\\r\\ntwo\\nthree",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.raw().lines("RETR a", lines::add);
    }
    assertThat(lines).containsExactly("one", "two", "three");
  }

  @Test
  void textUploadsEndTheirLinesInCrLf() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: STOR a",
                "S: 150 go",
                "data< one\\r\\ntwo\\r\\nlast",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.upload(
          new ByteArrayInputStream("one\ntwo\r\nlast".getBytes(StandardCharsets.US_ASCII)),
          "a",
          TransferOptions.DEFAULT.withAscii(true).withInPlace(true));
    }
  }

  @Test
  void textDownloadsGetLocalLineEnds() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE A",
                "S: 200 ok",
                "passive",
                "C: RETR a",
                "S: 150 go",
                "data> one\\r\\ntwo\\rthree\\r\\n",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      ftp.download("a", work.resolve("a"), TransferOptions.DEFAULT.withAscii(true));
    }
    assertThat(Files.readString(work.resolve("a")))
        .isEqualTo("one" + System.lineSeparator() + "two\rthree" + System.lineSeparator());
  }

  @Test
  void storesUniquelyAndAppends() throws IOException {
    try (ScriptedServer server =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "passive",
                "C: STOU",
                "S: 150 FILE: x.1",
                "data< u",
                "S: 226 done",
                "passive",
                "C: APPE log",
                "S: 150 go",
                "data< +",
                "S: 226 done");
        FtpSession ftp = Scripted.connect(server)) {
      assertThat(ftp.storeUnique(new ByteArrayInputStream(new byte[] {'u'})))
          .isEqualTo("FILE: x.1");
      try (OutputStream out = ftp.append("log")) {
        out.write('+');
      }
    }
  }

  @Test
  void copiesBetweenServersByTheSourcesOwnAddress() throws IOException {
    try (ScriptedServer from =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: PASV",
                "S: 227 (10,9,8,7,4,1)",
                "C: RETR a",
                "S: 150 go",
                "S: 226 done",
                "C: SIZE a",
                "S: 213 7");
        ScriptedServer to =
            Scripted.serve(
                "C: TYPE I",
                "S: 200 ok",
                "C: PORT 127,0,0,1,4,1",
                "S: 200 ok",
                "C: STOR b",
                "S: 150 go",
                "S: 226 done",
                "C: SIZE b",
                "S: 213 7");
        FtpSession source = Scripted.connect(from);
        FtpSession target = Scripted.connect(to)) {
      ServerCopy.copy(source, "a", target, "b");
    }
  }
}
