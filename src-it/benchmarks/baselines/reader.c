/*
 * The baseline of the benchmark: opens and reads every current/link of a tag, every link of a revision and the manifest
 * that it names, and does nothing with them. Prints what it read.
 *
 *     cc -O2 -o reader reader.c && ./reader PATH/docker/registry/v2 [JOBS]
 *
 * With JOBS it works in so many processes, and looks before it opens, as a reader must that is not to be held by a FIFO
 * or led out of the storage (storage rules R5, R9): the least that the file system takes from any exporter that scans in
 * so many threads.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char buffer[1 << 16];
static char manifest[8192];
static long tags, revisions, manifests, bytes;
static int jobs, job, repositories;

static int is(int directory, const char *path, mode_t type) {
    struct stat found;
    return jobs == 0
            || (fstatat(directory, path, &found, AT_SYMLINK_NOFOLLOW) == 0 && (found.st_mode & S_IFMT) == type);
}

static long slurp(int directory, const char *path) {
    int file = is(directory, path, S_IFREG) ? openat(directory, path, O_RDONLY) : -1;
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
            snprintf(path, sizeof path, "%s/current", entry->d_name);
            if (is(directory, path, S_IFDIR)) {
                strcat(path, "/link");
                tags += slurp(directory, path) > 0;
            }
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
            if (jobs == 0 || repositories++ % jobs == job) {
                read_tags(directory);
                read_revisions(directory, v2);
            }
        } else if (entry->d_name[0] != '_') {
            walk(openat(directory, entry->d_name, O_RDONLY | O_DIRECTORY), v2);
        }
    }
    if (entries) {
        closedir(entries);
    }
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: reader V2_DIRECTORY [JOBS]\n");
        return 2;
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/repositories", argv[1]);
    jobs = argc == 3 ? atoi(argv[2]) : 0;
    while (job < jobs - 1 && fork() == 0) {
        job++;
    }
    int root = open(path, O_RDONLY | O_DIRECTORY);
    if (root < 0) {
        perror(path);
        return 2;
    }
    walk(root, argv[1]);
    while (wait(NULL) > 0) {
    }
    printf("%ld tags, %ld revisions, %ld manifests, %ld bytes\n", tags, revisions, manifests, bytes);
    return 0;
}
