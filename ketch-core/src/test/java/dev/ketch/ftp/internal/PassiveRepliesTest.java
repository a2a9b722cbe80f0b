package dev.ketch.ftp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ketch.ftp.internal.data.PassiveReplies;
import dev.ketch.ftp.protocol.Reply;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassiveRepliesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "227 Entering Passive Mode (10,0,0,1,4,210)#1234",
        "227 Entering Passive Mode 10,0,0,1,4,210#1234",
        "227 =10,0,0,1,4,210#1234",
        "227 at 9,9 then 10,0,0,1,4,210.#1234",
        "227 (300,1,1,1,4,210)#-1",
        "227 (1,1,1,1,300,1)#-1",
        "227 (1216,256,2,127,127,127)#-1",
        "227 (1,1,1,1,0,0)#-1",
        "227 (1,1,1,1,4)#-1",
        "227 (#-1",
        "229 ok (|||1234|)#1234",
        "229 ok (!!!1234!)#1234",
        "229 ok ($$$1234$)#1234",
        "229 (note) ok (|||1234|)#1234",
        "229 ok (||1234|)#-1",
        "229 ok (|||1000000|)#-1",
        "229 ok (|||0|)#-1",
        "229 ok (|||１２|)#-1",
        "229 (((((#-1",
        "200 ok (|||1234|)#-1"
      })
  void findsThePortOrNone(String text, int port) {
    int code = Integer.parseInt(text.substring(0, 3));
    assertThat(PassiveReplies.port(new Reply(code, List.of(text)))).isEqualTo(port);
  }
}
