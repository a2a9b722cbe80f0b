package dev.ketch.ftp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameCodecTest {
  @Test
  void anyBytesSurviveInAnyCharset() {
    Random random = new Random(2640);
    for (Charset charset :
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.ISO_8859_1,
            Charset.forName("GBK"),
            Charset.forName("Shift_JIS"))) {
      NameCodec codec = new NameCodec(charset);
      for (int i = 0; i < 5000; i++) {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        assertThat(codec.encode(codec.decode(bytes))).as(charset.name()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void validTextIsReadAsText() {
    NameCodec codec = new NameCodec(StandardCharsets.UTF_8);
    byte[] mixed = "naïve-日本".getBytes(StandardCharsets.UTF_8);
    assertThat(codec.decode(mixed)).isEqualTo("naïve-日本");
    assertThat(codec.decode(new byte[] {'a', (byte) 0xe9, 'b'})).isEqualTo("a\uDCE9b");
  }

  /** A server that does not announce UTF8 may hold names in it all the same. */
  @Test
  void aNameGoesBackInTheCharsetThatItCameIn() {
    NameCodec codec = new NameCodec(StandardCharsets.UTF_8, Charset.forName("windows-1252"));
    codec.preferFallback();
    byte[] utf8 = "grün".getBytes(StandardCharsets.UTF_8);
    assertThat(codec.decodeByFallback(utf8, 0, utf8.length)).isNull();
    codec.rememberUtf8(codec.decode(utf8));
    byte[] latin = "bière".getBytes(StandardCharsets.ISO_8859_1);
    String read = codec.decodeByFallback(latin, 0, latin.length);
    assertThat(read).isEqualTo("bière");
    codec.rememberFallback("bière");
    // 0x81 is nothing in that charset, so the rest of this name is read as UTF-8.
    byte[] neither = {(byte) 0x81, (byte) 0xc3, (byte) 0xa9};
    assertThat(codec.decodeByFallback(neither, 0, neither.length)).isNull();
    assertThat(codec.decode(neither)).isEqualTo("\uDC81é");
    assertThat(codec.encode("RETR grün")).isEqualTo(join("RETR ", utf8));
    assertThat(codec.encode("RETR bière")).isEqualTo(join("RETR ", latin));
    assertThat(codec.encode("RETR \uDC81é")).isEqualTo(join("RETR ", neither));
    assertThat(codec.encode("STOR neué")).isEqualTo(join("STOR neu", new byte[] {(byte) 0xe9}));
  }

  private static byte[] join(String start, byte[] end) {
    byte[] bytes =
        Arrays.copyOf(start.getBytes(StandardCharsets.US_ASCII), start.length() + end.length);
    System.arraycopy(end, 0, bytes, start.length(), end.length);
    return bytes;
  }

  /** Java has charsets that only decode. */
  @Test
  void aCharsetThatCannotBeWrittenThrowsNothingElse() {
    NameCodec codec = new NameCodec(Charset.forName("ISO-2022-CN"));
    byte[] bytes = {'a', 0x1b, '$', ')', 'A', 0x0e, 0x30, 0x21, 0x0f};
    assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
    assertThatThrownBy(() -> codec.encode("é"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ISO-2022-CN");
  }

  @Test
  void textThatTheCharsetLacksIsRefused() {
    assertThatThrownBy(() -> new NameCodec(StandardCharsets.ISO_8859_1).encode("日"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ISO-8859-1");
  }
}
