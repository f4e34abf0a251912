#!/usr/bin/env node
// hualint: a linter for what debt collectors say.
// Exit 0: nothing at or above the threshold. 1: findings. 2: it could not do what it was asked. 130: interrupted.
import process from 'node:process';
import { guardOutput, main } from '../dist/bundle/main.js';

guardOutput(process, process.exit);
process.exitCode = await main(process.argv.slice(2), process);
