package dev.ketch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ketch.ftp.FtpClient;
import dev.ketch.ftp.FtpConfig;
import dev.ketch.ftp.FtpSession;
import dev.ketch.sync.Mirror;
import dev.ketch.sync.SyncReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk of one megabyte. Mounting one needs root, which a build for contributors does not have.
 */
class FullDiskTest {
  @TempDir Path work;

  @Test
  void aFullDiskStopsAtOnceAndLeavesNothingPartial() throws IOException {
    Path disk = Files.createDirectory(work.resolve("disk"));
    try {
      RealServer.run(work, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
    } catch (IOException e) {
      assumeTrue(false, "cannot mount a small disk here: " + e.getMessage());
    }
    Path served = Files.createDirectory(work.resolve("served"));
    Files.write(served.resolve("a"), new byte[100]);
    Files.write(served.resolve("large"), new byte[3 << 20]);
    try (RealServer server = RealServer.start(RealServer.Kind.EMBEDDED, served, work)) {
      FtpClient client =
          FtpClient.of(
              FtpConfig.of("127.0.0.1").toBuilder()
                  .port(server.port)
                  .login(RealServer.USER, RealServer.PASSWORD)
                  .build());
      try (FtpSession ftp = client.connect()) {
        ftp.download("a", disk.resolve("a"));
        IOException full = null;
        try {
          ftp.download("large", disk.resolve("large"));
        } catch (IOException e) {
          full = e;
        }
        assertThat(full).hasMessageContaining("large").hasMessageContaining("No space left");
        ftp.noop();
      }
      SyncReport report = Mirror.of(client).download("", disk);
      assertThat(report.stoppedBy()).hasMessageContaining("No space left");
      assertThat(disk.toFile().list()).containsExactly("a");
    } finally {
      RealServer.run(work, "umount", disk.toString());
    }
  }
}
