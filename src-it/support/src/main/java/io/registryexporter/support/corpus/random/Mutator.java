package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Lets one to four things happen to a storage. */
public final class Mutator {
    private static final int MOST = 4;
    private static final int ATTEMPTS = 100;

    private final Path v2;
    private final Choice choice;
    private final List<Misfortune> misfortunes;

    public Mutator(Path v2, Random random) {
        this.v2 = v2;
        this.choice = new Choice(random, v2);
        FileMisfortunes files = new FileMisfortunes(choice);
        PlaceMisfortunes places = new PlaceMisfortunes(choice);
        Strays strays = new Strays(choice);
        this.misfortunes = List.of(
                files,
                files,
                files,
                places,
                places,
                strays,
                strays,
                new SymbolicLinks(choice),
                new ManifestMisfortunes(choice));
    }

    /** What happened, each in a line. */
    public List<String> mutate() throws IOException {
        List<String> happened = new ArrayList<>();
        int wanted = 1 + choice.random().nextInt(MOST);
        for (int attempt = 0; happened.size() < wanted && attempt < ATTEMPTS; attempt++) {
            Optional<Path> path = choice.path();
            if (path.isPresent()) {
                String place = v2.relativize(path.get()).toString();
                choice.of(misfortunes).befall(path.get()).ifPresent(what -> happened.add(place + " " + told(what)));
            }
        }
        return happened;
    }

    private String told(String what) {
        return what.replace(v2 + "/", "");
    }
}
