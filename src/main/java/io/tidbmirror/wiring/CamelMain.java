package io.tidbmirror.wiring;

import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.impl.engine.DefaultFactoryFinder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.FactoryFinder;

/** Camel's main, whose parts are all on one class path. */
final class CamelMain extends Main {
    @Override
    protected CamelContext createCamelContext() {
        CamelContext context = super.createCamelContext();
        ClassResolver resolver = new OnePathResolver(context);
        context.setClassResolver(resolver);
        context.getCamelContextExtension()
                .setBootstrapFactoryFinder(new DefaultFactoryFinder(resolver, FactoryFinder.DEFAULT_PATH));
        return context;
    }

    /**
     * Looks up a service file of Camel in one class loader. Camel asks several in turn, which are all the same one here. Most of
     * these files are optional and absent, and each look-up goes through all 160 jars.
     */
    private static final class OnePathResolver extends DefaultClassResolver {
        private static final String SERVICES = "META-INF/services/org/apache/camel/";

        OnePathResolver(CamelContext context) {
            super(context);
        }

        @Override
        public InputStream loadResourceAsStream(String uri) {
            return uri.startsWith(SERVICES)
                    ? CamelMain.class.getClassLoader().getResourceAsStream(uri)
                    : super.loadResourceAsStream(uri);
        }
    }
}
