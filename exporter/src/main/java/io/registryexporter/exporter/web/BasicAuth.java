package io.registryexporter.exporter.web;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Checks passwords against bcrypt hashes (RFC 7617). A comparison costs a tenth of a second and more, on purpose, so
 * comparisons run one by one, in the order of the requests. Only a limited number of requests from one address may wait, for
 * a limited time. Right passwords are remembered; wrong ones are not, so guesses cannot evict right ones.
 */
final class BasicAuth {
    private static final String SCHEME = "basic ";
    private static final int REMEMBERED = 100;
    private static final int WAITING_FROM_ONE_ADDRESS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SALT = 16;

    private final BCrypt.Verifyer verifier =
            BCrypt.verifyer(BCrypt.Version.VERSION_2A, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A));
    private final ReentrantLock comparing = new ReentrantLock(true);
    private final Map<String, Integer> waiting = new HashMap<>();
    private final byte[] salt = new byte[SALT];
    private final Map<String, Boolean> right = new LinkedHashMap<>(REMEMBERED, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    BasicAuth() {
        new SecureRandom().nextBytes(salt);
    }

    /** The result of a check. */
    enum Answer {
        RIGHT,
        WRONG,
        /** Too many requests are waiting. */
        BUSY
    }

    /**
     * Checks the header {@code Authorization} of a request.
     *
     * @param remote the address of the client
     * @param users bcrypt hashes by name; not empty
     */
    Answer check(String remote, Optional<String> authorization, Map<String, String> users) {
        Optional<String> credentials = authorization.flatMap(BasicAuth::decode).filter(text -> text.contains(":"));
        if (credentials.isEmpty()) {
            return Answer.WRONG;
        }
        String user = credentials.get().substring(0, credentials.get().indexOf(':'));
        String password = credentials.get().substring(user.length() + 1);
        // An unknown user takes as long as a known one.
        String hash = users.getOrDefault(user, users.values().iterator().next());
        String key = key(user, hash, password);
        if (isKnown(key)) {
            return Answer.RIGHT;
        }
        Optional<Boolean> same = compareInOrder(remote, password, hash);
        if (same.isEmpty()) {
            return Answer.BUSY;
        }
        boolean right = same.get() && users.containsKey(user);
        if (right) {
            remember(key);
        }
        return right ? Answer.RIGHT : Answer.WRONG;
    }

    /** Whether the password is right; none if the comparison would wait for too long. */
    private Optional<Boolean> compareInOrder(String remote, String password, String hash) {
        if (!beginWaiting(remote)) {
            return Optional.empty();
        }
        try {
            if (!comparing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            try {
                return Optional.of(compare(password, hash));
            } finally {
                comparing.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            endWaiting(remote);
        }
    }

    private boolean beginWaiting(String remote) {
        synchronized (waiting) {
            boolean room = waiting.getOrDefault(remote, 0) < WAITING_FROM_ONE_ADDRESS;
            if (room) {
                waiting.merge(remote, 1, Integer::sum);
            }
            return room;
        }
    }

    private void endWaiting(String remote) {
        synchronized (waiting) {
            waiting.computeIfPresent(remote, (address, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean compare(String password, String hash) {
        return verifier.verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
                .verified;
    }

    private boolean isKnown(String key) {
        synchronized (right) {
            return right.containsKey(key);
        }
    }

    private void remember(String key) {
        synchronized (right) {
            right.put(key, true);
        }
    }

    private String key(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Optional<String> decode(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
