package io.tidbmirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * What the profile {@code kubernetes} ships is what KubernetesLeasesTest runs with. In Maven a dependency of scope test is not
 * shipped, not even where one that is shipped needs it.
 */
class KubernetesProfileTest {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();
    private static final String OURS = "/project/dependencies/dependency[groupId='io.fabric8' or"
            + " artifactId='camel-kubernetes'][artifactId!='mockwebserver' and artifactId!='kubernetes-server-mock']";
    private static Document pom;

    @BeforeAll
    static void read() throws Exception {
        pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
    }

    @Test
    void everyJarOfTheTestsButTheServerIsShipped() throws Exception {
        assertThat(texts(OURS + "/artifactId")).contains("camel-kubernetes", "kubernetes-httpclient-jdk");
        assertThat(texts(OURS + "/scope"))
                .hasSameSizeAs(texts(OURS + "/artifactId"))
                .containsOnly("${kubernetes.scope}");
    }

    @Test
    void theProfileShipsThem() throws Exception {
        assertThat(texts("/project/properties/kubernetes.scope")).containsExactly("test");
        assertThat(texts("/project/profiles/profile[id='kubernetes']/properties/kubernetes.scope"))
                .containsExactly("runtime");
        assertThat(texts("/project/profiles/profile[id='kubernetes']/dependencies"))
                .isEmpty();
    }

    private static List<String> texts(String path) throws Exception {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
