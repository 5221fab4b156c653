import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// dkfds writes these greys where no variable of its own reaches; ours follow the colour scheme.
const GREYS: Record<string, string> = {
  "#1a1a1a": "var(--ink)",
  "#454545": "var(--ink)",
  "#707070": "var(--ink-soft)",
  "#8e8e8e": "var(--edge)",
  "#bfbfbf": "var(--line)",
  "#dcdcdc": "var(--line)",
  "#f5f5f5": "var(--sunken)",
};

const ourGreys = {
  postcssPlugin: "our-greys",
  Declaration(declaration: { value: string }): void {
    declaration.value = declaration.value.replace(
      /#[0-9a-f]{6}\b/gi,
      (colour) => GREYS[colour.toLowerCase()] ?? colour,
    );
  },
};

const entries = Object.fromEntries(
  Object.entries({
    main: "frontend/main.ts",
    young: "frontend/young/main.ts",
    staff: "frontend/staff/main.ts",
    passkey: "frontend/staff/passkey.ts",
    saved: "frontend/toolbox/saved.ts",
    finder: "frontend/toolbox/finder.ts",
    sharing: "frontend/toolbox/sharing.ts",
    exercises: "frontend/exercises/main.ts",
    "young-look": "frontend/styles/young.scss",
    "staff-look": "frontend/styles/staff.scss",
  })
    .map(([name, path]): [string, string] => [name, at(path)])
    .filter(([, path]) => existsSync(path)),
);

export default defineConfig({
  base: "/static/",
  publicDir: false,
  resolve: {
    alias: {
      "@plex": at("node_modules/dkfds/src/fonts/IBMPlexSans/split/woff2"),
      "@dkfds-icons": at("node_modules/dkfds/src/img/svg-icons"),
    },
  },
  css: {
    postcss: { plugins: [ourGreys] },
    preprocessorOptions: {
      scss: { loadPaths: [at("node_modules/dkfds/src")], quietDeps: true, silenceDeprecations: ["if-function"] },
    },
  },
  worker: {
    format: "es",
    // naere/web/static_headers.py gives this name, and no other, the header that allows WebAssembly.
    rolldownOptions: { output: { entryFileNames: "worker-[hash].js" } },
  },
  build: {
    outDir: "frontend/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2020",
    assetsInlineLimit: 0, // the CSP allows no data: addresses
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: entries,
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
