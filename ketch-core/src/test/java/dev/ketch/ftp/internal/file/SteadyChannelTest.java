package dev.ketch.ftp.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts cost no byte of a file, whichever thread they meet. */
class SteadyChannelTest {
  @TempDir Path work;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicReference<FileChannel> last = new AtomicReference<>();

  @AfterEach
  void forget() {
    Thread.interrupted();
  }

  private FileChannel open() throws IOException {
    opened.incrementAndGet();
    FileChannel channel =
        FileChannel.open(
            work.resolve("f"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    last.set(channel);
    return channel;
  }

  private SteadyChannel steady() throws IOException {
    return new SteadyChannel(open(), this::open);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void anInterruptedThreadWritesReadsAndStaysInterrupted() throws IOException {
    try (SteadyChannel file = steady()) {
      Thread.currentThread().interrupt();
      assertThat(file.write(bytes("12345"), 0)).isEqualTo(5);
      assertThat(file.write(bytes("67"))).isEqualTo(2);
      file.force(true);
      file.truncate(6);
      assertThat(file.size()).isEqualTo(6);
      ByteBuffer read = ByteBuffer.allocate(6);
      assertThat(file.read(read, 0)).isEqualTo(6);
      assertThat(file.isOpen()).isTrue();
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(opened).hasValue(1);
    assertThat(work.resolve("f")).hasContent("123456");
  }

  /** As if the interrupt had met a thread in the middle of an operation. */
  @Test
  void whatAnInterruptHasClosedIsOpenedAgain() throws IOException {
    try (SteadyChannel file = steady()) {
      file.write(bytes("123"), 0);
      Objects.requireNonNull(last.get()).close();
      file.write(bytes("45"), 3);
      Objects.requireNonNull(last.get()).close();
      assertThat(file.size()).isEqualTo(5);
    }
    assertThat(opened).hasValue(3);
    assertThat(work.resolve("f")).hasContent("12345");
  }

  /** A thread writes while it is interrupted again and again; another uses the same file. */
  @Test
  void interruptsWhileItIsWrittenLoseNothing() throws Exception {
    byte[] block = new byte[1 << 20];
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (SteadyChannel file = steady()) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 30; i++) {
                    ByteBuffer buffer = ByteBuffer.wrap(block);
                    long at = (long) i * block.length;
                    while (buffer.hasRemaining()) {
                      at += file.write(buffer, at);
                    }
                  }
                } catch (IOException e) {
                  failure.set(e);
                }
              });
      writer.start();
      while (writer.isAlive()) {
        writer.interrupt();
        file.size();
      }
      assertThat(failure).hasNullValue();
      assertThat(file.size()).isEqualTo(30L << 20);
    }
  }

  @Test
  void whatItsOwnerHasClosedStaysClosed() throws IOException {
    SteadyChannel file = steady();
    file.close();
    assertThatThrownBy(() -> file.write(bytes("1"), 0)).isInstanceOf(ClosedChannelException.class);
    assertThat(opened).hasValue(1);
    assertThat(Files.size(work.resolve("f"))).isZero();
  }
}
