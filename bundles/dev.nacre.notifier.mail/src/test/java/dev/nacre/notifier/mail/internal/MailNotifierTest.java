/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mail.internal;

import static dev.nacre.itests.support.Await.until;
import static dev.nacre.itests.support.Await.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.itests.support.receiver.Certificate;
import dev.nacre.itests.support.receiver.SmtpServer;
import dev.nacre.itests.support.receiver.SmtpServer.Security;
import dev.nacre.itests.support.receiver.Telling;
import dev.nacre.itests.support.receiver.Told;
import dev.nacre.notifier.delivery.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against an SMTP server. */
@Timeout(120)
class MailNotifierTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PASSWORD = "p4ss-W0rd";

    @TempDir Path folder;
    private SmtpServer server;
    private MailNotifier notifier;

    @BeforeAll
    static void there_is_a_server() {
        assumeTrue(SmtpServer.lacks().isEmpty(), () -> SmtpServer.lacks().orElseThrow());
    }

    @AfterEach
    void end_all() {
        if (notifier != null) {
            notifier.deactivate();
        }
        if (server != null) {
            server.close();
        }
    }

    private void serve() throws Exception {
        server = SmtpServer.in(folder).start();
    }

    private void serve(Security security, Certificate certificate) throws Exception {
        server = SmtpServer.in(folder, security, certificate, "nacre", PASSWORD).start();
    }

    private void notifier(Map<String, Object> settings) {
        notifier = new MailNotifier(properties(settings));
    }

    private Map<String, Object> properties(Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", MailNotifier.PID + "~ops");
        properties.put("host", "127.0.0.1");
        properties.put("port", server.port());
        properties.put("security", "none");
        properties.put("from", "nacre@example.org");
        properties.put("to", new String[] {"ann@example.org"});
        properties.put("timeout", "2s");
        properties.putAll(settings);
        return properties;
    }

    private static Map<String, Object> login(String security, Certificate certificate) {
        return Map.of(
                "security",
                security,
                "caFile",
                certificate.certificate().toString(),
                "user",
                "nacre",
                "password",
                PASSWORD);
    }

    private void tell(int from, int to) throws Exception {
        Telling.files(notifier, from, to, 0);
    }

    private String awaitFinding(String part) throws Exception {
        return Telling.awaitFinding(notifier, part);
    }

    private void awaitCount(String what, Callable<Long> count, long wanted) throws Exception {
        value(what, SOON, count, now -> now == wanted);
    }

    @Test
    void a_detection_is_told_with_all_that_is_known() throws Exception {
        serve();
        notifier(Map.of("to", new String[] {"ann@example.org", "Bob <bob@example.org>"}));
        notifier.detected(Told.detection("d1", "/srv/größe", 1000));
        String mail = server.await(1).get(0);
        assertThat(mail)
                .startsWith("{\"from\": \"nacre@example.org\"")
                .contains("\"to\": [\"ann@example.org\", \"bob@example.org\"]")
                .contains("\r\nFrom: nacre@example.org\r\n")
                .contains("\r\nTo: ann@example.org, Bob <bob@example.org>\r\n")
                .contains("\r\nAuto-Submitted: auto-generated\r\n")
                .containsPattern("\r\nMessage-ID: <d1@\\S+>\r\n")
                .containsPattern("\r\nDate: Wed, 4 Mar 2026 ")
                .contains("/srv/gr=C3=B6=C3=9Fe")
                .contains("Eicar-Signature", "/usr/bin/cat", "k3f9");
    }

    @Test
    void a_change_of_health_is_told() throws Exception {
        serve();
        notifier(Map.of());
        notifier.healthChanged(Told.trouble());
        assertThat(server.await(1).get(0)).contains("healthy -> degraded", "no answer");
    }

    @Test
    void no_name_forges_a_header() throws Exception {
        serve();
        notifier(Map.of());
        notifier.detected(Told.detection("d1", "/srv/a\\x0aBcc: eve@example.org\\x0a\\x0abody", 0));
        String mail = server.await(1).get(0);
        assertThat(mail.substring(0, mail.indexOf("\r\n\r\n"))).doesNotContain("\nBcc:");
        assertThat(mail).doesNotContain("\nBcc:");
    }

    @Test
    void a_password_is_sent_by_starttls() throws Exception {
        Certificate certificate = Certificate.in(folder);
        serve(Security.STARTTLS, certificate);
        notifier(login("starttls", certificate));
        assertThat(notifier.test()).contains("250 OK");
        assertThat(server.await(1).get(0)).contains("\"user\": \"nacre\"", "\"encrypted\": true");
    }

    @Test
    void a_password_is_sent_by_tls() throws Exception {
        Certificate certificate = Certificate.in(folder);
        serve(Security.TLS, certificate);
        notifier(login("tls", certificate));
        assertThat(notifier.test()).contains("250 OK");
        assertThat(server.await(1).get(0)).contains("\"user\": \"nacre\"", "\"encrypted\": true");
    }

    @Test
    void a_password_is_not_sent_to_who_does_not_encrypt() throws Exception {
        Certificate certificate = Certificate.in(folder);
        serve(Security.PLAIN, certificate);
        notifier(login("starttls", certificate));
        assertThatThrownBy(notifier::test)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("STARTTLS");
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void a_server_with_the_name_of_another_is_not_believed() throws Exception {
        for (Security security : List.of(Security.STARTTLS, Security.TLS)) {
            Certificate other = Certificate.in(folder, "dns:other.example.org");
            serve(security, other);
            notifier(login(security == Security.TLS ? "tls" : "starttls", other));
            assertThatThrownBy(notifier::test)
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContainingAny(PASSWORD);
            assertThat(server.mails()).isEmpty();
            end_all();
        }
    }

    @Test
    void a_server_that_nobody_vouches_for_is_not_believed() throws Exception {
        serve(Security.STARTTLS, Certificate.in(folder));
        notifier(Map.of("security", "starttls", "user", "nacre", "password", PASSWORD));
        assertThatThrownBy(notifier::test)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("certification path");
    }

    @Test
    void what_was_told_while_the_password_was_wrong_arrives_when_it_is_right() throws Exception {
        Certificate certificate = Certificate.in(folder);
        serve(Security.STARTTLS, certificate);
        Map<String, Object> wrong = new HashMap<>(login("starttls", certificate));
        wrong.put("password", "wr0ng-W0rd");
        notifier(wrong);
        tell(0, 2);
        assertThat(awaitFinding("does not accept user and password")).doesNotContain("wr0ng-W0rd");
        notifier.modified(properties(login("starttls", certificate)));
        server.await(2);
        until("nothing is wrong any more", SOON, () -> notifier.findings().isEmpty());
        assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
    }

    @Test
    void all_that_was_told_while_the_server_was_down_arrives_in_order() throws Exception {
        serve();
        notifier(Map.of("burst", 0));
        server.kill();
        tell(0, 20);
        awaitFinding("did not take the mail");
        server.start();
        notifier.test();
        List<String> mails = server.await(21);
        for (int i = 0; i < 20; i++) {
            assertThat(mails.get(i + 1)).contains("/srv/file" + i);
        }
        assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
    }

    @Test
    void a_server_that_hangs_is_left_alone_until_it_goes_on() throws Exception {
        serve();
        notifier(Map.of("timeout", "1s"));
        server.stop();
        tell(0, 2);
        awaitFinding("timed out");
        server.resume();
        notifier.test();
        assertThat(server.await(3)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
    }

    @Test
    void a_mail_that_the_server_wants_later_is_sent_later() throws Exception {
        serve();
        server.refuse("451 4.3.0 busy");
        notifier(Map.of());
        tell(0, 1);
        awaitFinding("451 4.3.0 busy");
        server.take();
        notifier.test();
        server.await(2);
        assertThat(notifier.deliveries().orElseThrow().lost()).isEmpty();
    }

    @Test
    void a_mail_that_is_refused_for_good_is_counted_and_keeps_none_from_being_sent()
            throws Exception {
        serve();
        server.refuse("554 5.7.1 no");
        notifier(Map.of());
        assertThatThrownBy(notifier::test)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("554 5.7.1 no");
        tell(0, 1);
        awaitFinding("554 5.7.1 no");
        server.take();
        tell(1, 2);
        assertThat(server.await(1).get(0)).contains("/srv/file1");
        assertThat(notifier.deliveries().orElseThrow().lost()).containsEntry("refused", 1L);
    }

    @Test
    void what_the_queue_does_not_hold_is_counted_and_told_in_one() throws Exception {
        serve();
        server.kill();
        notifier(Map.of("burst", 0, "queue", 5, "interval", "1s"));
        tell(0, 25);
        awaitCount("lost", () -> sum(notifier.deliveries().orElseThrow().lost()), 20);
        server.start();
        notifier.test();
        List<String> mails = server.await(7);
        assertThat(mails.get(6)).contains("and 20 more detections");
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
