import type { ArtifactLocation, Location, LogicalLocation, Region } from 'sarif';
import type { Finding } from '../model/finding.js';
import { fileUri, isBelowRoot } from './uri.js';

/** Where a finding stands: the region of the file, and the turn of the call. */
export function sarifLocation(finding: Finding): Location {
  return {
    physicalLocation: { artifactLocation: artifactLocation(finding.file), region: regionOf(finding) },
    logicalLocations: [logicalLocation(finding)],
  };
}

/** Paths below the directory of the run are relative to `%SRCROOT%`, which the reader of the log knows. */
export function artifactLocation(file: string): ArtifactLocation {
  return isBelowRoot(file) ? { uri: fileUri(file), uriBaseId: '%SRCROOT%' } : { uri: fileUri(file) };
}

function regionOf({ line, column, endLine, endColumn, quote }: Finding): Region {
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return quote === '' ? region : { ...region, snippet: { text: quote } };
}

function logicalLocation({ call, turn }: Finding): LogicalLocation {
  if (turn === null) return { name: call, fullyQualifiedName: call, kind: 'call' };
  return { name: `turn ${turn}`, fullyQualifiedName: `${call}/${turn}`, kind: 'turn' };
}
