/* SPDX-License-Identifier: Apache-2.0 */
package dev.nacre.console.internal.branding;

import dev.nacre.console.internal.http.Console;
import org.apache.felix.webconsole.spi.BrandingPlugin;
import org.osgi.service.component.annotations.Component;

/** Name, logo and style of the console's pages. All of it is served from here. */
@Component(service = BrandingPlugin.class)
public final class Branding implements BrandingPlugin {
    private static final String NAME = "Nacre";
    private static final String LOGO = Assets.PATH + "/logo.svg";

    @Override
    public String getBrandName() {
        return NAME;
    }

    @Override
    public String getProductName() {
        return NAME;
    }

    /** The logo leads to the page people come for. */
    @Override
    public String getProductURL() {
        return Console.ROOT + "/configMgr";
    }

    @Override
    public String getProductImage() {
        return LOGO;
    }

    @Override
    public String getVendorName() {
        return NAME;
    }

    @Override
    public String getVendorURL() {
        return getProductURL();
    }

    @Override
    public String getVendorImage() {
        return LOGO;
    }

    @Override
    public String getFavIcon() {
        return LOGO;
    }

    @Override
    public String getMainStyleSheet() {
        return Assets.PATH + "/console.css";
    }
}
