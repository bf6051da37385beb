/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.notifier.mail.internal;

import dev.nacre.notifier.delivery.RefusedException;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Why a mail server did not take a mail. A reply of 5xx holds for good (RFC 5321, section 4.2.1);
 * not so those to who logs in (RFC 4954, section 6), which may be put right while the mail waits.
 */
record Failure(String server, MessagingException cause) {
    private static final int PERMANENT = 500;
    private static final Set<Integer> LOGIN = Set.of(530, 534, 535, 538);

    /** The exception for a mail that is worth another try, or throws that for one that is not. */
    IOException asException() throws RefusedException {
        List<String> taken = taken();
        if (!taken.isEmpty()) {
            throw new RefusedException(
                    server
                            + " took the mail for "
                            + String.join(", ", taken)
                            + ", but not for the others: "
                            + reasons(),
                    cause);
        }
        if (isPermanent()) {
            throw new RefusedException(server + " refused the mail: " + reasons(), cause);
        }
        if (cause instanceof AuthenticationFailedException) {
            return new IOException(
                    server + " does not accept user and password: " + reasons(), cause);
        }
        return new IOException(server + " did not take the mail: " + reasons(), cause);
    }

    private List<String> taken() {
        Address[] sent =
                cause instanceof SendFailedException failed ? failed.getValidSentAddresses() : null;
        return sent == null ? List.of() : List.of(sent).stream().map(Address::toString).toList();
    }

    private boolean isPermanent() {
        List<Integer> codes = chain().stream().map(Failure::code).filter(code -> code > 0).toList();
        return !codes.isEmpty()
                && codes.stream().allMatch(code -> code >= PERMANENT && !LOGIN.contains(code));
    }

    /** The server's answer, 0 where there was none. */
    private static int code(Exception e) {
        if (e instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        if (e instanceof SMTPSenderFailedException sender) {
            return sender.getReturnCode();
        }
        // Where no recipient was valid it repeats the code of one of them.
        return e instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
    }

    private String reasons() {
        return chain().stream()
                .map(e -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                .map(Failure::oneLine)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** A mail's exceptions: one for the whole, then one for each address. */
    private List<Exception> chain() {
        List<Exception> chain = new ArrayList<>();
        for (Exception e = cause; e != null; e = next(e)) {
            chain.add(e);
        }
        return chain;
    }

    private static Exception next(Exception e) {
        return e instanceof MessagingException m ? m.getNextException() : null;
    }

    /** What servers say may have several lines. */
    static String oneLine(String text) {
        return text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    }
}
