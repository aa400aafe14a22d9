package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The object after a write. */
record Written(ObjectNode object, boolean created) {

    Reply reply() {
        return new Reply.Document(created ? 201 : 200, object);
    }
}
