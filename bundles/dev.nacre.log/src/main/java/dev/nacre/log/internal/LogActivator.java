/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.log.internal;

import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.LoggerFactory;

/**
 * Attaches one listener to each log reader. An activator and no component: the errors of
 * Declarative Services are among what is to be seen.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class LogActivator implements BundleActivator {
    private ServiceTracker<LogReaderService, Attachment> readers;

    @Override
    public void start(BundleContext context) {
        readers = new Readers(context);
        readers.open();
    }

    @Override
    public void stop(BundleContext context) {
        readers.close();
    }

    private static final class Readers extends ServiceTracker<LogReaderService, Attachment> {
        private Readers(BundleContext context) {
            super(context, LogReaderService.class, null);
        }

        @Override
        public Attachment addingService(ServiceReference<LogReaderService> reference) {
            LogReaderService reader = context.getService(reference);
            Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
            LogForwarder forwarder =
                    new LogForwarder(
                            LoggerFactory::getLogger,
                            () -> framework.getState() == Bundle.STOPPING);
            return reader == null ? null : Attachment.to(reader, forwarder);
        }

        @Override
        public void removedService(
                ServiceReference<LogReaderService> reference, Attachment attachment) {
            attachment.close();
            context.ungetService(reference);
        }
    }
}
