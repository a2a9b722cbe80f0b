package dev.ketch.ftp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
