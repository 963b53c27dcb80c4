package org.huale.web.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** Chromium without a screen, and what hands do in it. Tests are skipped where there is none. */
final class Browser implements AutoCloseable {
    /** What hangs ends some day; nothing is expected to take as long. */
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("huale.patience", 120));

    /** Plain ones that are not in use: starting one takes seconds, and every server has an origin of its own. */
    private static final Queue<ChromeDriver> IDLE = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> IDLE.forEach(ChromeDriver::quit)));
    }

    private final ChromeDriver driver;
    private final boolean plain;

    private Browser(ChromeDriver driver, boolean plain) {
        this.driver = driver;
        this.plain = plain;
    }

    /** @param arguments of Chromium, besides those that make it run anywhere */
    static Browser open(String... arguments) {
        boolean plain = arguments.length == 0;
        ChromeDriver idle = plain ? IDLE.poll() : null;
        if (idle == null) {
            return new Browser(started(arguments), plain);
        }
        idle.manage().logs().get("browser");
        return new Browser(idle, true);
    }

    private static ChromeDriver started(String... arguments) {
        Path browser = found("chromium", "chromium-browser", "google-chrome");
        Path service = found("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--lang=en",
                "--window-size=1280,860",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-extensions",
                "--disable-background-networking",
                "--disable-component-update");
        options.addArguments(arguments);
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(service.toFile())
                        .build(),
                options);
    }

    private static Path found(String... names) {
        return Stream.of(names)
                .flatMap(name ->
                        Stream.of("/usr/bin/", "/usr/local/bin/", "/snap/bin/").map(it -> Path.of(it + name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    Assumptions.abort(
                            "skipped: no " + names[0] + " on this machine, so the page is not tried in a browser");
                    throw new IllegalStateException();
                });
    }

    ChromeDriver driver() {
        return driver;
    }

    void go(String address) {
        driver.get(address);
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** The element, as soon as it is there and seen. */
    WebElement see(String css) {
        return await(
                "'" + css + "' to be seen",
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** Types into a field and leaves the window by its main button. */
    void answer(String field, String text) {
        WebElement element = see(field);
        element.clear();
        element.sendKeys(text);
        driver.findElement(By.cssSelector("dialog button.first")).click();
        await("the window to close", () -> count(field) == 0 ? "" : null);
    }

    /** From now on each save of the image takes a second and a half. */
    void slowDownSavesOf(String image) {
        script("""
                const send = window.fetch;
                window.fetch = async (path, what) => {
                  if (path === `/api/images/${arguments[0]}` && what?.method === 'PUT') {
                    await new Promise(done => setTimeout(done, 1500));
                  }
                  return send(path, what);
                };""", image);
    }

    /** Until the image after the first one is there with its pixels. */
    void awaitTheNext() {
        await("two images", () -> script("""
                const paths = performance.getEntriesByType('resource').map(it => it.name);
                return new Set(paths.filter(it => it.endsWith('/pixels'))).size === 2 ? '' : null;"""));
    }

    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void chord(Keys held, CharSequence key) {
        new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
    }

    /** Drags over the stage, in pixels from its upper left corner. */
    void drag(int x1, int y1, int x2, int y2) {
        begin(x1, y1, x2, y2).release().perform();
    }

    /** The same without letting go. */
    void dragOnly(int x1, int y1, int x2, int y2) {
        begin(x1, y1, x2, y2).perform();
    }

    private Actions begin(int x1, int y1, int x2, int y2) {
        WebElement stage = see("#stage");
        int left = -stage.getSize().getWidth() / 2;
        int top = -stage.getSize().getHeight() / 2;
        return new Actions(driver, Duration.ofMillis(20))
                .moveToElement(stage, left + x1, top + y1)
                .clickAndHold()
                .moveToElement(stage, left + (x1 + x2) / 2, top + (y1 + y2) / 2)
                .moveToElement(stage, left + x2, top + y2);
    }

    /** What a script returns; the script may be a promise. */
    Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    Object asyncScript(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return driver.executeAsyncScript(script, arguments);
    }

    String text(String css) {
        return String.valueOf(script("return document.querySelector(arguments[0])?.textContent ?? ''", css));
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    /** The number of the image on the stage, as soon as it is none of these. */
    String image(String... before) {
        List<String> known = List.of(before);
        return await("another image than " + known, () -> {
            Object now = script("return document.querySelector('#stage').dataset.image ?? null");
            return now == null || known.contains(now.toString()) ? null : now.toString();
        });
    }

    void awaitText(String css, String part) {
        await(
                "'" + css + "' to say '" + part + "', not '" + text(css) + "'",
                () -> text(css).contains(part) ? part : null);
    }

    void awaitCount(String css, int count) {
        await(count + " of '" + css + "'", () -> count(css) == count ? css : null);
    }

    /** Waits until something is not null. */
    <T> T await(String what, Supplier<T> seen) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            T value = seen.get();
            if (value != null) {
                return value;
            }
            pause();
        }
        throw new AssertionError("waited in vain for " + what + "; the page says: " + text("body"));
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the page reported errors; an answer that refuses something is no error of the page. */
    List<String> errors() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(it -> it.getLevel() + " " + it.getMessage())
                .filter(it -> it.startsWith("SEVERE") && !it.contains("the server responded with a status of"))
                .toList();
    }

    void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        if (plain) {
            driver.get("about:blank");
            IDLE.add(driver);
        } else {
            driver.quit();
        }
    }
}
