package io.millrace.local.s3proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

/**
 * Serves a folder as S3, anonymously and path style, until its standard input ends, which it does however the parent ends. Arguments:
 * the folder, and the port or 0. Says the port on standard output once it serves.
 */
public final class S3Child {
    /** What precedes the port on the one line of output. */
    public static final String READY = "Millrace S3 stand-in, not AWS: s3proxy serves on port ";

    private S3Child() {}

    /** Runs until the parent ends. */
    public static void main(String[] args) throws Exception {
        endWithTheParent();
        var folder = Path.of(args[0]);
        Files.createDirectories(folder);
        var proxy = S3Proxy.builder()
                .blobStore(blobStore(folder).getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:" + args[1]))
                .awsAuthentication(AuthenticationType.NONE, "", "")
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
        System.out.println(READY + proxy.getPort());
    }

    private static BlobStoreContext blobStore(Path folder) {
        var settings = new Properties();
        settings.setProperty(
                "jclouds.filesystem.basedir", folder.toAbsolutePath().toString());
        // By its class: looking it up by name would load every provider, and those of other clouds are left out.
        return ContextBuilder.newBuilder(new FilesystemNio2BlobProviderMetadata())
                .credentials("local", "local")
                .overrides(settings)
                .build(BlobStoreContext.class);
    }

    /** The parent holds the other end of standard input and never writes: it ends only when the parent does, even by kill -9. */
    private static void endWithTheParent() {
        var watch = new Thread(S3Child::haltAtEndOfInput, "end-with-parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAtEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe means the same as its end.
        }
        Runtime.getRuntime().halt(0);
    }
}
