package dev.ketch.ftp.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyPortTest {
  private static final long FAR = 40_000_000;

  @Test
  void nothingIsWonFromAServerNearby() {
    assertThat(new EarlyPort().pause(FAR)).isEqualTo(5_000_000);
    assertThat(new EarlyPort().pause(200_000)).isEqualTo(-1);
    assertThat(new EarlyPort().pause(Long.MAX_VALUE)).isEqualTo(-1);
  }

  @Test
  void aServerThatDropsTransfersIsLeftInPeace() {
    EarlyPort port = new EarlyPort();
    port.asked();
    port.droppedTransfer();
    assertThat(port.pause(FAR)).isPositive();
    port.asked();
    port.droppedTransfer();
    assertThat(port.pause(FAR)).isEqualTo(-1);
  }

  @Test
  void aDropNowAndThenIsBorne() {
    EarlyPort port = new EarlyPort();
    for (int i = 0; i < 100; i++) {
      port.asked();
    }
    for (int i = 0; i < 13; i++) {
      port.droppedTransfer();
    }
    assertThat(port.pause(FAR)).isPositive();
    port.droppedTransfer();
    assertThat(port.pause(FAR)).isEqualTo(-1);
  }
}
