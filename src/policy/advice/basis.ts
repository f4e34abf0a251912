import type { Problem } from '../../model/problem.js';
import type { Judged } from './judged.js';

/** What people write where they have to write something. */
const placeholder = /^(?:待补充?|待定|待查|待完善|无|暂无|没有|todo|tbd|n\/?a|x+|[?？\-—.…/]+)[：:。.]?$/i;

/** Rules whose basis says nothing. */
export function emptyBases({ policies }: Judged): Problem[] {
  return policies.flatMap(({ file, declaration, place }) =>
    Object.entries(declaration.rules ?? {}).flatMap(([key, { basis }]) =>
      basis.flatMap((one, i) =>
        placeholder.test(one.trim())
          ? [
              {
                file,
                ...place(['rules', key, 'basis', i]),
                message: `规则 ${declaration.policy}/${key} 的依据“${one}”等于没写`,
                remedy: '写出哪份文件、哪一条',
              },
            ]
          : [],
      ),
    ),
  );
}
