package io.registryexporter.support.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * etcd and kube-apiserver on loopback, with RBAC and an audit log, and nothing else: no nodes, and no controllers unless
 * they are started. It can be stopped and started again with what it has stored.
 */
public final class RealApiServer implements AutoCloseable {
    private static final String ADMIN = "admin-of-this-test";

    private final ObjectMapper json = new ObjectMapper();
    private final ApiServerPrograms programs;
    private final Path directory;
    private final int port = RunningProgram.freePort();
    private final int etcdPort = RunningProgram.freePort();
    private final RunningProgram etcd;
    private final KubernetesClient admin;
    private Optional<RunningProgram> apiServer = Optional.empty();
    private Optional<RunningProgram> controllers = Optional.empty();
    private int starts;

    private RealApiServer(ApiServerPrograms programs, Path directory) {
        this.programs = programs;
        this.directory = directory;
        write("tokens.csv", ADMIN + ",admin,admin,\"system:masters\"\n");
        write("sa.key", privateKey());
        write("audit.yaml", """
                apiVersion: audit.k8s.io/v1
                kind: Policy
                omitStages: [RequestReceived, ResponseStarted]
                rules:
                - level: Metadata
                """);
        String client = "http://127.0.0.1:" + etcdPort;
        String peer = "http://127.0.0.1:" + RunningProgram.freePort();
        this.etcd = new RunningProgram(
                List.of(
                        programs.etcd().toString(),
                        "--data-dir=" + directory.resolve("etcd"),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer,
                        "--unsafe-no-fsync"),
                directory.resolve("etcd.log"));
        this.admin = client(ADMIN);
        startServer();
    }

    /** Starts it with everything it writes below {@code directory}. */
    public static RealApiServer start(Path directory) {
        return new RealApiServer(
                ApiServerPrograms.find()
                        .orElseThrow(() -> new IllegalStateException("no " + ApiServerPrograms.VARIABLE)),
                directory);
    }

    /** Starts the API server again on its port. */
    public void startServer() {
        starts++;
        RunningProgram program = new RunningProgram(
                List.of(
                        programs.apiServer().toString(),
                        "--etcd-servers=http://127.0.0.1:" + etcdPort,
                        "--secure-port=" + port,
                        "--bind-address=127.0.0.1",
                        "--cert-dir=" + directory.resolve("certs"),
                        "--token-auth-file=" + directory.resolve("tokens.csv"),
                        "--authorization-mode=RBAC",
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + directory.resolve("sa.key"),
                        "--service-account-signing-key-file=" + directory.resolve("sa.key"),
                        "--service-cluster-ip-range=10.0.0.0/24",
                        "--disable-admission-plugins=ServiceAccount",
                        "--audit-policy-file=" + directory.resolve("audit.yaml"),
                        "--audit-log-path=" + directory.resolve("audit.log")),
                directory.resolve("kube-apiserver-" + starts + ".log"));
        apiServer = Optional.of(program);
        program.awaitUntil("readiness", this::isReady);
    }

    private boolean isReady() {
        try {
            return admin.raw("/readyz").contains("ok")
                    && admin.namespaces().withName("default").get() != null;
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    /** Ends the API server at once; what it stored stays. */
    public void stopServer() {
        apiServer.ifPresent(program -> {
            program.close();
            Await.until("end of the API server", program::ended);
        });
        apiServer = Optional.empty();
    }

    /** Starts Kubernetes' controllers of workloads and its garbage collector; stopped with the API server. */
    public void startControllers() {
        RunningProgram program = new RunningProgram(
                List.of(
                        programs.controllerManager().toString(),
                        "--kubeconfig=" + adminKubeconfig(),
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + RunningProgram.freePort(),
                        "--cert-dir=" + directory.resolve("controller-certs"),
                        "--leader-elect=false",
                        "--controllers=deployment-controller,replicaset-controller,statefulset-controller,"
                                + "garbage-collector-controller"),
                directory.resolve("kube-controller-manager.log"));
        controllers = Optional.of(program);
    }

    /** A client of the cluster's administrator. */
    public KubernetesClient admin() {
        return admin;
    }

    private Path kubeconfig(String name, String namespace, String token) {
        return write(name, """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]
                users: [{name: test, user: {token: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: test, namespace: "%s"}}]
                current-context: test
                """.formatted(port, token, namespace));
    }

    /** A kubeconfig of the administrator. */
    public Path adminKubeconfig() {
        return kubeconfig("admin.kubeconfig", "default", ADMIN);
    }

    /** A kubeconfig of a ServiceAccount, with a token that the API server signed. */
    public Path kubeconfigOf(String namespace, String serviceAccount) {
        String request = "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{}}";
        String path = "/api/v1/namespaces/" + namespace + "/serviceaccounts/" + serviceAccount + "/token";
        try {
            JsonNode answer = json.readTree(admin.raw(path, "POST", json.readTree(request)));
            return kubeconfig(
                    serviceAccount + ".kubeconfig",
                    namespace,
                    answer.at("/status/token").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the kubectl that belongs to this version, as the administrator. */
    public Kubectl kubectl() {
        return Kubectl.of(programs.kubectl(), directory, adminKubeconfig());
    }

    /** What the API server has written down of the requests of a user, that it did not refuse, since it was started first. */
    public List<AuditedRequest> requestsOf(String user) {
        List<AuditedRequest> requests = new ArrayList<>();
        try {
            for (String line : wholeLines(directory.resolve("audit.log"))) {
                JsonNode event = json.readTree(line);
                if (event.at("/user/username").asText().equals(user)) {
                    requests.add(new AuditedRequest(
                            event.path("verb").asText(),
                            event.at("/objectRef/resource").asText(),
                            event.at("/objectRef/subresource").asText(),
                            event.at("/objectRef/namespace").asText(),
                            event.at("/objectRef/name").asText(),
                            event.at("/responseStatus/code").asInt(),
                            Instant.parse(event.path("requestReceivedTimestamp").asText())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return requests;
    }

    /** The last line of a file that is being written may not be all there. */
    private static List<String> wholeLines(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private KubernetesClient client(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + port)
                .withTrustCerts(true)
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private Path write(String name, String text) {
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(pair.getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    @Override
    public void close() {
        admin.close();
        controllers.ifPresent(RunningProgram::close);
        stopServer();
        etcd.close();
    }
}
