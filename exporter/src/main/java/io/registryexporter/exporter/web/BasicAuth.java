package io.registryexporter.exporter.web;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Checks passwords against bcrypt hashes (RFC 7617). A comparison costs a tenth of a second and more, on purpose, so
 * only one is made at a time, few wait for theirs, and what was right once is remembered; what was wrong is not, so
 * that guesses cannot push out what is known.
 */
final class BasicAuth {
    private static final String SCHEME = "basic ";
    private static final int REMEMBERED = 100;
    private static final int WAITING = 8;
    private static final int SALT = 16;
    /** Of a password that nobody knows, so that a user who is not there takes as long as one who is. */
    private static final String NOBODY = "$2a$10$7EqJtq98hPqEX7fNZaFWoOhi5B0X6yGEzZKxlHm3kGxRSGrFDbT5S";

    private final BCrypt.Verifyer verifier =
            BCrypt.verifyer(BCrypt.Version.VERSION_2A, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A));
    private final Semaphore room = new Semaphore(WAITING);
    private final Object comparing = new Object();
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

    /** The outcome of a check. */
    enum Answer {
        RIGHT,
        WRONG,
        /** Too many wait already. */
        BUSY
    }

    /**
     * Checks the header {@code Authorization} of a request.
     *
     * @param users bcrypt hashes by name
     */
    Answer check(Optional<String> authorization, Map<String, String> users) {
        Optional<String> credentials = authorization.flatMap(BasicAuth::decode).filter(text -> text.contains(":"));
        if (credentials.isEmpty()) {
            return Answer.WRONG;
        }
        String user = credentials.get().substring(0, credentials.get().indexOf(':'));
        String password = credentials.get().substring(user.length() + 1);
        String hash = users.getOrDefault(user, NOBODY);
        String key = key(user, hash, password);
        if (isKnown(key)) {
            return Answer.RIGHT;
        }
        if (!room.tryAcquire()) {
            return Answer.BUSY;
        }
        try {
            boolean same = compare(password, hash) && users.containsKey(user);
            if (same) {
                remember(key);
            }
            return same ? Answer.RIGHT : Answer.WRONG;
        } finally {
            room.release();
        }
    }

    private boolean compare(String password, String hash) {
        synchronized (comparing) {
            return verifier.verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
                    .verified;
        }
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
