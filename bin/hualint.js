#!/usr/bin/env node
// hualint: a linter for what debt collectors say.
// Exit 0: nothing at or above the threshold. 1: findings. 2: it could not do what it was asked. 130: interrupted.
import process from 'node:process';
import { loadBundle, rememberCode } from '../dist/run/bundle.js';

const bundle = loadBundle();
bundle.exports.guardOutput(process, process.exit);
process.exitCode = await bundle.exports.main(process.argv.slice(2), process);
if (!bundle.warm && process.argv[2] === 'check') rememberCode(bundle);
