/*
 * The baseline of the benchmark: opens and reads, by one thread, every current/link of a tag, every link of a revision
 * and the manifest that it names, and does nothing with them. Prints what it read.
 *
 *     cc -O2 -o reader reader.c && ./reader PATH/docker/registry/v2
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char buffer[1 << 16];
static char manifest[8192];
static long tags, revisions, manifests, bytes;

static long slurp(int directory, const char *path) {
    int file = openat(directory, path, O_RDONLY);
    if (file < 0) {
        return -1;
    }
    long n = read(file, buffer, sizeof buffer);
    close(file);
    bytes += n;
    return n;
}

static void read_tags(int repository) {
    int directory = openat(repository, "_manifests/tags", O_RDONLY | O_DIRECTORY);
    DIR *entries = directory < 0 ? NULL : fdopendir(directory);
    char path[512];
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/current/link", entry->d_name);
            tags += slurp(directory, path) > 0;
        }
    }
    if (entries) {
        closedir(entries);
    }
}

static void read_revisions(int repository, const char *v2) {
    int directory = openat(repository, "_manifests/revisions/sha256", O_RDONLY | O_DIRECTORY);
    DIR *entries = directory < 0 ? NULL : fdopendir(directory);
    char path[512];
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/link", entry->d_name);
            revisions += slurp(directory, path) > 0;
            snprintf(manifest, sizeof manifest, "%s/blobs/sha256/%.2s/%s/data", v2, entry->d_name, entry->d_name);
            manifests += slurp(AT_FDCWD, manifest) > 0;
        }
    }
    if (entries) {
        closedir(entries);
    }
}

static void walk(int directory, const char *v2) {
    DIR *entries = fdopendir(directory);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (entry->d_name[0] == '.' || entry->d_type != DT_DIR) {
            continue;
        }
        if (strcmp(entry->d_name, "_manifests") == 0) {
            read_tags(directory);
            read_revisions(directory, v2);
        } else if (entry->d_name[0] != '_') {
            walk(openat(directory, entry->d_name, O_RDONLY | O_DIRECTORY), v2);
        }
    }
    if (entries) {
        closedir(entries);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: reader V2_DIRECTORY\n");
        return 2;
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/repositories", argv[1]);
    int repositories = open(path, O_RDONLY | O_DIRECTORY);
    if (repositories < 0) {
        perror(path);
        return 2;
    }
    walk(repositories, argv[1]);
    printf("%ld tags, %ld revisions, %ld manifests, %ld bytes\n", tags, revisions, manifests, bytes);
    return 0;
}
