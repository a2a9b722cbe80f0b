package dev.ketch.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ketch.testkit.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FtpPoolTest {
  @Test
  void sessionsAreReusedAndBounded() throws IOException {
    try (ScriptedServer server = ScriptedServer.play(Scripted.afterLogin("C: NOOP", "S: 200 ok"));
        FtpPool pool =
            new FtpPool(FtpClient.of(Scripted.config(server)), 1, Duration.ofMillis(50))) {
      FtpSession first;
      try (FtpPool.Lease lease = pool.lease()) {
        first = lease.session();
        assertThatThrownBy(pool::lease).hasMessageContaining("all 1 are out");
      }
      try (FtpPool.Lease lease = pool.lease()) {
        assertThat(lease.session()).isSameAs(first);
        lease.session().noop();
      }
    }
  }

  @Test
  void aDeadSessionIsNotHandedOutAgain() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                Scripted.afterLogin("C: NOOP", "S: 421 bye"),
                Scripted.afterLogin("C: NOOP", "S: 200 ok"));
        FtpPool pool =
            new FtpPool(FtpClient.of(Scripted.config(server)), 1, Duration.ofSeconds(5))) {
      try (FtpPool.Lease lease = pool.lease()) {
        assertThatThrownBy(lease.session()::noop).isInstanceOf(IOException.class);
      }
      try (FtpPool.Lease lease = pool.lease()) {
        lease.session().noop();
      }
    }
  }

  @Test
  void everyLeaseBeginsInTheLoginDirectory() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.play(
                Scripted.afterLogin("C: CWD x", "S: 250 ok"),
                Scripted.afterLogin(
                    "C: PWD",
                    "S: 257 \"/\"",
                    "C: CWD x",
                    "S: 250 ok",
                    "C: CWD /",
                    "S: 250 ok",
                    "C: DELE f",
                    "S: 250 gone"));
        FtpPool pool =
            new FtpPool(FtpClient.of(Scripted.config(server)), 1, Duration.ofSeconds(5))) {
      try (FtpPool.Lease lease = pool.lease()) {
        lease.session().changeDirectory("x");
      }
      try (FtpPool.Lease lease = pool.lease()) {
        assertThat(lease.session().isDirectory("x")).isTrue();
      }
      try (FtpPool.Lease lease = pool.lease()) {
        lease.session().delete("f"); // The same session: it had only been away for a moment.
      }
    }
  }
}
