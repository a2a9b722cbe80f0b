package dev.ketch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.PartNames;
import dev.ketch.ftp.ServerCopy;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.listing.FtpEntry;
import dev.ketch.ftp.options.DataMode;
import dev.ketch.ftp.options.Timeouts;
import dev.ketch.ftp.protocol.FtpReplyException;
import dev.ketch.sync.Mirror;
import dev.ketch.sync.SyncEvent;
import dev.ketch.sync.SyncListener;
import dev.ketch.sync.SyncReport;
import dev.ketch.sync.SyncRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same suite against every daemon. {@code .ci/run} installs them; elsewhere it is skipped. */
class RealServersTest {
  @Nested
  class Vsftpd extends Suite {
    Vsftpd() {
      super(RealServer.Kind.VSFTPD);
    }
  }

  @Nested
  class ProFtpd extends Suite {
    ProFtpd() {
      super(RealServer.Kind.PROFTPD);
    }
  }

  @Nested
  class PureFtpd extends Suite {
    PureFtpd() {
      super(RealServer.Kind.PURE_FTPD);
    }
  }

  @Nested
  class Pyftpdlib extends Suite {
    Pyftpdlib() {
      super(RealServer.Kind.PYFTPDLIB);
    }
  }

  @Nested
  class Embedded extends Suite {
    Embedded() {
      super(RealServer.Kind.EMBEDDED);
    }

    /** Apache FtpServer trims blanks, turns backslashes and hides names with a leading dot. */
    @Override
    void createTree(Path root) throws IOException {
      for (String name : List.of("in the middle", "-rf", "[x]", "semi;colon", "naïve-日本.txt")) {
        Files.writeString(root.resolve(name), name);
        Files.writeString(
            Files.createDirectories(root.resolve("dirs").resolve(name)).resolve("f"), "x");
      }
      Files.createDirectory(root.resolve("empty directory"));
      Files.write(root.resolve("large"), new byte[3 << 20]);
    }
  }

  abstract static class Suite {
    private final RealServer.Kind kind;
    @TempDir Path work;
    private Path served = Path.of(".");
    private RealServer server;

    Suite(RealServer.Kind kind) {
      this.kind = kind;
    }

    @BeforeEach
    void start() throws IOException {
      assumeTrue(kind.installed(), kind + " is not installed; .ci/run installs it");
      // The daemons give up their rights: every directory above must let them in.
      Files.setPosixFilePermissions(
          work, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
      served = Files.createDirectory(work.resolve("served"));
    }

    @AfterEach
    void stop() {
      if (server != null) {
        server.close();
      }
    }

    void createTree(Path root) throws IOException {
      OddTree.create(root);
    }

    private FtpConfig config() throws IOException {
      if (server == null) {
        server = RealServer.start(kind, served, work);
      }
      return FtpConfig.of("127.0.0.1").toBuilder()
          .port(server.port)
          .login(kind.user, kind.user.equals("anonymous") ? "" : RealServer.PASSWORD)
          .timeouts(Timeouts.all(Duration.ofSeconds(15)))
          .build();
    }

    private FtpSession connect() throws IOException {
      return FtpClient.of(config()).connect();
    }

    private SyncReport mirror(FtpConfig config, boolean up, Path local, SyncRules rules)
        throws IOException {
      List<String> errors = new ArrayList<>();
      Mirror mirror =
          Mirror.of(FtpClient.of(config))
              .withRules(rules)
              .withListener(
                  new SyncListener() {
                    @Override
                    public void event(SyncEvent event) {
                      if (event.kind() == SyncEvent.Kind.ERROR) {
                        errors.add(event.path() + ": " + event.reason());
                      }
                    }
                  });
      SyncReport report = up ? mirror.upload(local, "") : mirror.download("", local);
      assertThat(errors).allMatch(this::isTheServersOwnLimit);
      return report;
    }

    /**
     * Pure-FTPd answers 553 to every path with a backslash, and stores a file whose name ends in a
     * blank under another name. Both are reported, and nothing else is missing.
     */
    private boolean isTheServersOwnLimit(String error) {
      return kind == RealServer.Kind.PURE_FTPD
          && (error.contains("553 Prohibited") || error.contains("under another name"));
    }

    private TreeMap<String, String> withoutRefused(TreeMap<String, String> tree, boolean up) {
      TreeMap<String, String> left = new TreeMap<>(tree);
      if (kind == RealServer.Kind.PURE_FTPD) {
        left.keySet().removeIf(p -> p.contains("\\") || (up && p.endsWith("trailing ")));
        left.keySet().removeIf(p -> up && p.endsWith("trailing_"));
      }
      return left;
    }

    @Test
    void mirrorsOddNamesDownWhole() throws IOException {
      createTree(served);
      TreeMap<String, String> original = OddTree.contents(served);
      Path copy = work.resolve("copy");
      mirror(config(), false, copy, SyncRules.DEFAULT);
      assertThat(withoutRefused(OddTree.contents(copy), false))
          .isEqualTo(withoutRefused(original, false));
      SyncReport again = mirror(config(), false, copy, SyncRules.DEFAULT);
      assertThat(again.files()).isZero();
    }

    @Test
    void mirrorsOddNamesUpWhole() throws IOException {
      Path local = Files.createDirectory(work.resolve("local"));
      createTree(local);
      mirror(config(), true, local, SyncRules.DEFAULT);
      assertThat(withoutRefused(OddTree.contents(served), true))
          .isEqualTo(withoutRefused(OddTree.contents(local), true));
      SyncReport again = mirror(config(), true, local, SyncRules.DEFAULT);
      assertThat(again.files()).isZero();
      Files.delete(local.resolve("-rf"));
      for (String refused : List.of("back\\slash", "trailing ")) {
        Files.deleteIfExists(local.resolve(refused));
      }
      Files.deleteIfExists(local.resolve("dirs/back\\slash/inside 10"));
      Files.deleteIfExists(local.resolve("dirs/back\\slash"));
      mirror(config(), true, local, SyncRules.DEFAULT.withDelete(true, -1));
      assertThat(OddTree.contents(served)).isEqualTo(OddTree.contents(local));
    }

    @Test
    void worksActively() throws IOException {
      Files.writeString(served.resolve("a"), "active");
      FtpConfig active = config().toBuilder().dataMode(DataMode.ACTIVE).build();
      try (FtpSession ftp = FtpClient.of(active).connect()) {
        ftp.download("a", work.resolve("a"));
        ftp.upload(work.resolve("a"), "b");
      }
      assertThat(served.resolve("b")).hasContent("active");
    }

    @Test
    void resumesBothWays() throws IOException {
      byte[] bytes = new byte[300_000];
      new java.util.Random(1).nextBytes(bytes);
      Files.write(served.resolve("big"), bytes);
      Path local = Files.write(work.resolve("big"), java.util.Arrays.copyOf(bytes, 100_000));
      TransferOptions resume = TransferOptions.DEFAULT.withResume(true);
      try (FtpSession ftp = connect()) {
        assertThat(ftp.download("big", local, resume).bytes()).isEqualTo(200_000);
        assertThat(local).hasBinaryContent(bytes);
        try (InputStream half = new ByteArrayInputStream(bytes, 0, 50_000)) {
          ftp.upload(half, PartNames.onServer("up"), TransferOptions.DEFAULT.withInPlace(true));
        }
        assertThat(ftp.upload(local, "up", resume).bytes()).isEqualTo(250_000);
      }
      assertThat(served.resolve("up")).hasBinaryContent(bytes);
    }

    @Test
    void staysUsableAfterAnAbandonedAndAnAbortedTransfer() throws IOException {
      Files.write(served.resolve("big"), new byte[20 << 20]);
      Files.writeString(served.resolve("small"), "x");
      try (FtpSession ftp = connect()) {
        try (InputStream in = ftp.read("big", 0)) {
          assertThat(in.read()).isZero();
        }
        ftp.noop();
        try (var transfer = ftp.raw().transfer("RETR big", false, 0)) {
          assertThat(transfer.input().read()).isZero();
          transfer.abort();
        }
        assertThat(ftp.isOpen()).isTrue();
        ftp.download("small", work.resolve("small"));
      }
      assertThat(work.resolve("small")).hasContent("x");
    }

    @Test
    void keepsTheControlConnectionBusyDuringATransfer() throws Exception {
      Files.write(served.resolve("big"), new byte[8 << 20]);
      FtpConfig busy =
          config().toBuilder()
              .timeouts(Timeouts.all(Duration.ofSeconds(15)).withKeepAlive(Duration.ofMillis(20)))
              .build();
      try (FtpSession ftp = FtpClient.of(busy).connect()) {
        try (InputStream in = ftp.read("big", 0)) {
          byte[] buffer = new byte[1 << 20];
          while (in.readNBytes(buffer, 0, buffer.length) > 0) {
            Thread.sleep(30); // Long enough for a NOOP to fall due.
          }
        }
        ftp.noop();
        assertThat(ftp.workingDirectory()).isNotEmpty();
      }
    }

    @Test
    void changesTheServersTree() throws IOException {
      try (FtpSession ftp = connect()) {
        ftp.makeDirectories("a/b/c");
        ftp.makeDirectories("a/b/c");
        ftp.upload(
            new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8)),
            "a/b/file",
            TransferOptions.DEFAULT);
        assertThat(ftp.size("a/b/file")).hasValue(4);
        Instant time = Instant.parse("2020-02-29T12:34:56Z");
        assertThat(ftp.setModified("a/b/file", time)).isTrue();
        assertThat(Files.getLastModifiedTime(served.resolve("a/b/file")))
            .isEqualTo(FileTime.from(time));
        assertThat(ftp.modified("a/b/file")).hasValue(time);
        assertThat(ftp.stat("a/b")).map(FtpEntry::isDirectory).hasValue(true);
        assertThat(ftp.stat("a/b/nothing")).isEmpty();
        ftp.rename("a/b/file", "a/moved");
        assertThat(ftp.names("a")).anyMatch(n -> n.endsWith("moved"));
        ftp.delete("a/moved");
        ftp.changeDirectory("a/b");
        ftp.changeToParent();
        assertThat(ftp.workingDirectory()).get().asString().endsWith("/a");
        ftp.changeDirectory("..");
        ftp.removeTree("a");
        assertThat(ftp.isDirectory("a")).isFalse();
      }
    }

    @Test
    void aLinkIsRemovedAndNotWhatItLeadsTo() throws IOException {
      Files.createDirectories(served.resolve("real/below"));
      Files.writeString(served.resolve("real/below/file"), "x");
      Files.createDirectories(served.resolve("tree"));
      Files.createSymbolicLink(served.resolve("link"), Path.of("real"));
      Files.createSymbolicLink(served.resolve("tree/in"), Path.of("../real"));
      try (FtpSession ftp = connect()) {
        ftp.removeTree("link/");
        ftp.removeTree("tree");
      }
      assertThat(served.resolve("real/below/file")).exists();
      assertThat(served).isDirectoryNotContaining("glob:**/{link,tree}");
    }

    @Test
    void leavesNothingBehindWhenRefused() throws IOException {
      try (FtpSession ftp = connect()) {
        Path target = work.resolve("out");
        assertThatThrownBy(() -> ftp.download("missing", target))
            .isInstanceOf(FtpReplyException.class);
        assertThat(target).doesNotExist();
        assertThat(work.resolve(".out.ketch-part")).doesNotExist();
        Path local = Files.writeString(work.resolve("in"), "x");
        assertThatThrownBy(() -> ftp.upload(local, "no/such/dir/in"))
            .isInstanceOf(FtpReplyException.class);
        ftp.noop();
      }
    }

    @Test
    void copiesDirectlyOrSaysNo() throws IOException {
      Files.writeString(served.resolve("from"), "fxp");
      try (FtpSession a = connect();
          FtpSession b = connect()) {
        try {
          ServerCopy.copy(a, "from", b, "to");
          assertThat(served.resolve("to")).hasContent("fxp");
        } catch (FtpReplyException e) {
          a.noop();
        }
      }
    }
  }
}
