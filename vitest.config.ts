import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["frontend/**/*.test.ts"],
    testTimeout: 20_000, // Argon2id takes its second on a slow machine
  },
});
