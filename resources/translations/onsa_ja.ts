<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>About</name>
    <message>
        <source>About Onsa</source>
        <translation>音叉について</translation>
    </message>
    <message>
        <source>A studio for fine-tuning language models: edit examples, train, and ask. Training on this computer sends nothing anywhere.</source>
        <translation>言語モデルをファインチューニングするためのスタジオです。例を編集し、学習させ、質問できます。このコンピューターでの学習では、データを外部に送りません。</translation>
    </message>
    <message>
        <source>Onsa is free software under the GNU General Public License, version 3 or later. It comes without any warranty. The licences of the parts it is built of are in the folder licenses.</source>
        <translation>音叉は、GNU General Public License（バージョン 3 以降）に基づくフリーソフトウェアです。保証は一切ありません。使用している部品のライセンスは、フォルダー licenses にあります。</translation>
    </message>
    <message>
        <source>Built with Qt %1 (LGPL).</source>
        <translation>Qt %1（LGPL）を使用しています。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Log of the engine</source>
        <translation>エンジンのログ</translation>
    </message>
    <message>
        <source>The last lines. The whole log is in %1</source>
        <translation>最後の数行です。ログ全体は次の場所にあります：%1</translation>
    </message>
    <message>
        <source>The engine has written nothing yet.</source>
        <translation>エンジンのログは、まだ何もありません。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
</context>
<context>
    <name>DatasetActions</name>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切り取り</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Clear cells</source>
        <translation>セルの消去</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>Insert row above</source>
        <translation>上に行を挿入</translation>
    </message>
    <message>
        <source>Delete rows</source>
        <translation>行を削除</translation>
    </message>
    <message>
        <source>Duplicate rows</source>
        <translation>行を複製</translation>
    </message>
    <message>
        <source>Move rows up</source>
        <translation>行を上へ移動</translation>
    </message>
    <message>
        <source>Move rows down</source>
        <translation>行を下へ移動</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>検索…</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>次を検索</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>前を検索</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>置換…</translation>
    </message>
    <message>
        <source>Go to row…</source>
        <translation>行へ移動…</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>検査</translation>
    </message>
    <message>
        <source>Next finding</source>
        <translation>次の気になる点</translation>
    </message>
    <message>
        <source>Fine-tune…</source>
        <translation>ファインチューニング…</translation>
    </message>
    <message>
        <source>Discard unsaved edits…</source>
        <translation>保存していない編集を破棄…</translation>
    </message>
    <message>
        <source>Changes since save…</source>
        <translation>保存後の変更…</translation>
    </message>
    <message>
        <source>Show invisible characters</source>
        <translation>見えない文字を表示</translation>
    </message>
    <message>
        <source>Bring back discarded edits</source>
        <translation>破棄した編集を元に戻す</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>履歴…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>インポート…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>エクスポート…</translation>
    </message>
    <message>
        <source>Convert…</source>
        <translation>変換…</translation>
    </message>
    <message>
        <source>Split into two files…</source>
        <translation>2つのファイルに分割…</translation>
    </message>
    <message>
        <source>Compare with a file…</source>
        <translation>別のファイルと比較…</translation>
    </message>
    <message>
        <source>Rows side by side…</source>
        <translation>行を並べて見る…</translation>
    </message>
    <message>
        <source>Statistics…</source>
        <translation>統計…</translation>
    </message>
    <message>
        <source>Put masked data back…</source>
        <translation>伏せたデータを元に戻す…</translation>
    </message>
    <message>
        <source>Fill down (one row: copy it below)</source>
        <translation>下へフィル（1行なら複製）</translation>
    </message>
    <message>
        <source>Fill right</source>
        <translation>右へフィル</translation>
    </message>
    <message>
        <source>Row height: 1, 3 or 6 lines</source>
        <translation>行の高さ：1・3・6行</translation>
    </message>
    <message>
        <source>Larger text in the table</source>
        <translation>表の文字を大きく</translation>
    </message>
    <message>
        <source>Smaller text in the table</source>
        <translation>表の文字を小さく</translation>
    </message>
    <message>
        <source>Normal text size in the table</source>
        <translation>表の文字を標準の大きさに</translation>
    </message>
    <message>
        <source>Reviewed, or not</source>
        <translation>確認済みにする／戻す</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>下書き</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Next unreviewed row</source>
        <translation>次の未確認の行</translation>
    </message>
    <message>
        <source>Previous finding</source>
        <translation>前の気になる点</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Open settings</source>
        <translation>設定を開く</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Show the row</source>
        <translation>行を表示</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>ログを表示</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>別の場所に保存…</translation>
    </message>
    <message>
        <source>The service did not accept the API key. Enter the key again in the settings.</source>
        <translation>サービスが API キーを受け付けませんでした。設定でキーを入力し直してください。</translation>
    </message>
    <message>
        <source>The account of this service has no credit left. Add credit on its web site, or train on this computer.</source>
        <translation>このサービスのアカウントの残高がありません。サービスのウェブサイトで残高を追加するか、このコンピューターで学習してください。</translation>
    </message>
    <message>
        <source>The service asks to slow down. Wait a minute, then try again.</source>
        <translation>サービスから、間隔を空けるよう求められました。1分ほど待ってから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The text is longer than this model can read at once. Shorten the prompt, or ask for fewer tokens.</source>
        <translation>文が長く、このモデルが一度に読める量を超えています。プロンプトを短くするか、トークン数を減らしてください。</translation>
    </message>
    <message>
        <source>This model is not there any more. Choose another model.</source>
        <translation>このモデルは、もうありません。別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>The answer was cut off: the connection ended before the model had finished. Ask again.</source>
        <translation>モデルが答え終わる前に接続が切れ、回答が途中で終わりました。もう一度質問してください。</translation>
    </message>
    <message numerus="yes">
        <source>There are fewer than %n examples that can be used. Add some rows first.</source>
        <translation>
            <numerusform>使える例が%n件に足りません。先に行を追加してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>The training data was refused. Check the data, correct the rows that are marked, then start again.</source>
        <translation>学習データが受け付けられませんでした。データを調べ、印の付いた行を直してから、もう一度始めてください。</translation>
    </message>
    <message>
        <source>The uploaded file is not there any more. Start the training again from the data.</source>
        <translation>アップロードしたファイルは、もうありません。データから学習をやり直してください。</translation>
    </message>
    <message>
        <source>The file is larger than the service accepts. Split the data into smaller files.</source>
        <translation>ファイルが、サービスで受け付けられる大きさを超えています。データを小さなファイルに分けてください。</translation>
    </message>
    <message>
        <source>The service is not available from your country or region. You can train on this computer.</source>
        <translation>このサービスは、お使いの国や地域では利用できません。このコンピューターで学習できます。</translation>
    </message>
    <message>
        <source>This model needs more memory than is free. Close other programs, or choose a smaller model.</source>
        <translation>このモデルには、空きメモリーが足りません。ほかのプログラムを閉じるか、もっと小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>Onsa does not know this kind of model yet. Choose a model of the Llama or Qwen family.</source>
        <translation>この種類のモデルには、まだ対応していません。Llama 系か Qwen 系のモデルを選んでください。</translation>
    </message>
    <message>
        <source>The engine on this computer could not be started. You can go on editing; see the log for the reason, then start the engine again.</source>
        <translation>このコンピューターのエンジンを起動できませんでした。編集は続けられます。ログで原因を確認してから、エンジンをもう一度起動してください。</translation>
    </message>
    <message>
        <source>The engine on this computer stopped. Running jobs continue when it is back. See the log for the reason.</source>
        <translation>このコンピューターのエンジンが停止しました。実行中のジョブは、エンジンが復旧すると再開します。原因はログで確認してください。</translation>
    </message>
    <message>
        <source>Another Onsa window already uses the engine of this computer. You can go on editing here; to train, close the other window and try again.</source>
        <translation>音叉の別のウィンドウが、このコンピューターのエンジンを使っています。ここで編集は続けられます。学習するには、別のウィンドウを閉じてから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The engine program (onsa-engine) is missing. Install Onsa again; editing and hosted services work without it.</source>
        <translation>エンジンのプログラム（onsa-engine）が見つかりません。音叉をインストールし直してください。編集と外部サービスは、エンジンなしでも使えます。</translation>
    </message>
    <message>
        <source>Another program changed this file. Save under another name, so that nothing is lost.</source>
        <translation>別のプログラムがこのファイルを変更しました。内容が失われないように、別の名前で保存してください。</translation>
    </message>
    <message>
        <source>The search pattern is not complete. Correct it, or turn off patterns.</source>
        <translation>検索パターンが完成していません。直すか、パターンをオフにしてください。</translation>
    </message>
    <message>
        <source>This data set can only be read here, because another window has it open. Save a copy to edit it.</source>
        <translation>このデータセットは別のウィンドウで開かれているため、ここでは読み取り専用です。編集するには、コピーを保存してください。</translation>
    </message>
    <message>
        <source>The system keychain did not take the key. Unlock the keychain, then try again.</source>
        <translation>システムのキーチェーンにキーを保管できませんでした。キーチェーンのロックを解除してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>One row is too long to be opened. Split it into several rows.</source>
        <translation>長すぎて開けない行があります。その行をいくつかの行に分けてください。</translation>
    </message>
    <message>
        <source>The data set has more rows than Onsa can hold. Split it into several files.</source>
        <translation>データセットの行数が、音叉で扱える数を超えています。いくつかのファイルに分けてください。</translation>
    </message>
    <message>
        <source>A row is one line. Take the line breaks out, or write them as \n.</source>
        <translation>行の途中では改行できません。改行を取り除くか、\n と書いてください。</translation>
    </message>
    <message>
        <source>This is a folder or a device, not a file. Choose a file.</source>
        <translation>これはファイルではなく、フォルダーかデバイスです。ファイルを選んでください。</translation>
    </message>
    <message>
        <source>The file became shorter while it was open. Save the data under another name.</source>
        <translation>開いている間に、ファイルが短くなりました。データを別の名前で保存してください。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, or save to another disk.</source>
        <translation>ディスクがいっぱいです。空き容量を増やすか、別のディスクに保存してください。</translation>
    </message>
    <message>
        <source>The data set is being saved already. Wait until that is done.</source>
        <translation>データセットはすでに保存中です。終わるまでお待ちください。</translation>
    </message>
    <message>
        <source>The edits could not be kept safe on the disk. Save the file now, or free some space.</source>
        <translation>編集をディスクに保管できませんでした。今すぐファイルを保存するか、空き容量を増やしてください。</translation>
    </message>
    <message>
        <source>There is no data to train on. Add some rows first.</source>
        <translation>学習に使うデータがありません。先に行を追加してください。</translation>
    </message>
    <message>
        <source>There is no system keychain. The key is kept until Onsa closes.</source>
        <translation>システムのキーチェーンがありません。キーは、音叉を閉じるまで保持されます。</translation>
    </message>
    <message>
        <source>Something in the input cannot be used. The details name the place.</source>
        <translation>入力に使えないものがあります。場所は詳細をご覧ください。</translation>
    </message>
    <message>
        <source>What was asked for is not there. It may have been moved or deleted.</source>
        <translation>指定されたものが見つかりません。移動または削除された可能性があります。</translation>
    </message>
    <message>
        <source>Something changed in the meantime, so this was not done. Look at it and try again.</source>
        <translation>その間に変更があったため、実行しませんでした。内容を確認してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>There was no answer in time. Check the connection, then try again.</source>
        <translation>時間内に応答がありませんでした。接続を確認してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The connection failed. Check the network and the address, then try again.</source>
        <translation>接続できませんでした。ネットワークとアドレスを確認してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>中止しました。</translation>
    </message>
    <message>
        <source>The file could not be read or written. Check that it exists and that you may use it.</source>
        <translation>ファイルの読み書きができませんでした。ファイルがあることと、使用する権限があることを確認してください。</translation>
    </message>
    <message>
        <source>The file is damaged and cannot be used. Use another copy of it.</source>
        <translation>ファイルが壊れていて使えません。別のコピーを使ってください。</translation>
    </message>
    <message>
        <source>This is not supported here. The details say what is missing.</source>
        <translation>ここでは対応していません。何が足りないかは、詳細をご覧ください。</translation>
    </message>
    <message>
        <source>There is not enough memory for this. Close other programs, or choose a smaller model.</source>
        <translation>メモリーが足りません。ほかのプログラムを閉じるか、もっと小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong in Onsa. Your data is safe. See the log for details.</source>
        <translation>音叉で予期しない問題が起きました。データは無事です。詳しくはログをご覧ください。</translation>
    </message>
    <message>
        <source>This line is not complete JSON</source>
        <translation>この行は JSON として完結していません</translation>
    </message>
    <message>
        <source>This line is not UTF-8 text</source>
        <translation>この行は UTF-8 のテキストではありません</translation>
    </message>
    <message>
        <source>This line is not a JSON object in { }</source>
        <translation>この行は { } で囲まれた JSON オブジェクトではありません</translation>
    </message>
    <message>
        <source>There is no prompt</source>
        <translation>プロンプトがありません</translation>
    </message>
    <message>
        <source>There is no completion</source>
        <translation>補完がありません</translation>
    </message>
    <message>
        <source>A value is not text</source>
        <translation>値が文字列ではありません</translation>
    </message>
    <message>
        <source>The prompt is empty</source>
        <translation>プロンプトが空です</translation>
    </message>
    <message>
        <source>The completion is empty</source>
        <translation>補完が空です</translation>
    </message>
    <message>
        <source>The conversation has no messages</source>
        <translation>会話に発言がありません</translation>
    </message>
    <message>
        <source>A message has a role that models do not know</source>
        <translation>モデルが知らない役割の発言があります</translation>
    </message>
    <message>
        <source>A message has no text</source>
        <translation>文のない発言があります</translation>
    </message>
    <message>
        <source>No message is an answer of the assistant</source>
        <translation>アシスタントの回答が1つもありません</translation>
    </message>
    <message>
        <source>The last message is not an answer of the assistant</source>
        <translation>最後の発言がアシスタントの回答ではありません</translation>
    </message>
    <message>
        <source>A weight is not 0 or 1</source>
        <translation>重みが 0 でも 1 でもありません</translation>
    </message>
    <message>
        <source>The same name stands twice in this line</source>
        <translation>この行に同じ名前が2回あります</translation>
    </message>
    <message>
        <source>The text contains a NUL character</source>
        <translation>文に NUL 文字が含まれています</translation>
    </message>
    <message>
        <source>The text contains a control mark of models, such as &lt;|im_end|&gt;</source>
        <translation>文に &lt;|im_end|&gt; などのモデルの制御記号が含まれています</translation>
    </message>
    <message>
        <source>There is space at the start or the end</source>
        <translation>先頭か末尾に空白があります</translation>
    </message>
    <message>
        <source>This row is longer than the model can read</source>
        <translation>この行は、モデルが読める長さを超えています</translation>
    </message>
    <message>
        <source>The same row is there more than once</source>
        <translation>同じ行が2つ以上あります</translation>
    </message>
    <message>
        <source>The same prompt has another completion elsewhere</source>
        <translation>同じプロンプトに、別の補完が付いた行があります</translation>
    </message>
    <message numerus="yes">
        <source>There are fewer than %n examples</source>
        <translation>
            <numerusform>例が%n件に足りません</numerusform>
        </translation>
    </message>
    <message>
        <source>The file starts with a byte order mark</source>
        <translation>ファイルの先頭にバイト順マーク（BOM）があります</translation>
    </message>
    <message>
        <source>There is an empty line</source>
        <translation>空の行があります</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Many rows are being changed. Wait until that is done, or cancel it.</source>
        <translation>多くの行を変更しています。終わるまで待つか、キャンセルしてください。</translation>
    </message>
    <message>
        <source>What was typed could not go into the row. It is on the clipboard; paste it where it belongs.</source>
        <translation>入力した内容を行に入れられませんでした。クリップボードに入れてありますので、必要な場所に貼り付けてください。</translation>
    </message>
    <message>
        <source>The disk is full, so this edit could not be kept safe and was not made. Its text is in the clipboard. Free some space, or save to another disk, then paste it.</source>
        <translation>ディスクに空きがなく、この編集を安全に残せないため、反映しませんでした。入力した文章はクリップボードにあります。空きを作るか、別のディスクに保存してから貼り付けてください。</translation>
    </message>
    <message>
        <source>There are no discarded edits of this file from the last 30 days.</source>
        <translation>このファイルには、過去30日間に破棄した編集はありません。</translation>
    </message>
    <message>
        <source>There are unsaved edits. Save them first, then the discarded ones can be brought back.</source>
        <translation>保存していない編集があります。先に保存すると、破棄した編集を元に戻せます。</translation>
    </message>
    <message>
        <source>This is a folder, not a file. Choose a file.</source>
        <translation>これはファイルではなくフォルダーです。ファイルを選んでください。</translation>
    </message>
    <message>
        <source>This is not an Excel workbook (.xlsx), or it is damaged. Open it in Excel and save it again.</source>
        <translation>Excel ブック（.xlsx）ではないか、壊れています。Excel で開いて保存し直してください。</translation>
    </message>
    <message>
        <source>This workbook is of an old kind (.xls) or has a password. Save it in Excel as .xlsx without a password, then import it again.</source>
        <translation>古い形式（.xls）か、パスワード付きのブックです。Excel でパスワードなしの .xlsx として保存してから、もう一度インポートしてください。</translation>
    </message>
    <message>
        <source>This workbook unpacks to far more than a workbook can hold. It was not opened.</source>
        <translation>展開すると、ブックとしてありえない大きさになるファイルです。開きませんでした。</translation>
    </message>
    <message>
        <source>Onsa cannot read PDF documents. Copy the text, or save it as a text file.</source>
        <translation>PDF 文書は読み込めません。文章をコピーするか、テキストファイルとして保存してください。</translation>
    </message>
    <message>
        <source>This is not a text, a workbook or a data set. Choose another file.</source>
        <translation>テキストでもブックでもデータセットでもありません。別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>This file is empty. Choose another file.</source>
        <translation>ファイルが空です。別のファイルを選んでください。</translation>
    </message>
    <message>
        <source>Not one row could be made of this file. Choose another format, encoding or columns.</source>
        <translation>このファイルからは1行も作れませんでした。形式、文字コード、列の割り当てを変えてみてください。</translation>
    </message>
    <message>
        <source>These rows are too many to be added to an open data set. Import them as a new data set.</source>
        <translation>開いているデータセットに追加するには行が多すぎます。新しいデータセットとしてインポートしてください。</translation>
    </message>
    <message>
        <source>An Excel sheet has no room for so many rows. Export as CSV, or fewer rows at a time.</source>
        <translation>Excel のシートに入りきらない行数です。CSV でエクスポートするか、行を分けてください。</translation>
    </message>
    <message>
        <source>One of the two files would be empty. Choose another share or seed, or add rows.</source>
        <translation>片方のファイルが空になります。割合かシードを変えるか、行を増やしてください。</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>別のファイルを開く…</translation>
    </message>
    <message>
        <source>You may not use this file or folder. Choose another place, or ask its owner for permission.</source>
        <translation>このファイルまたはフォルダーを使う権限がありません。別の場所を選ぶか、所有者に許可を求めてください。</translation>
    </message>
    <message>
        <source>The prompt, or nearly the same one, is in the training data and in the validation data</source>
        <translation>同じ、またはほとんど同じプロンプトが、学習データと検証データの両方にあります</translation>
    </message>
    <message>
        <source>Some of the text is garbled</source>
        <translation>文字化けしているところがあります</translation>
    </message>
    <message>
        <source>There is a character that nobody sees</source>
        <translation>目に見えない文字があります</translation>
    </message>
    <message>
        <source>There is a control character</source>
        <translation>制御文字があります</translation>
    </message>
    <message>
        <source>Nothing can be added to this folder. Save the data under another name, somewhere else.</source>
        <translation>このフォルダーには何も追加できません。別の場所に、別の名前で保存してください。</translation>
    </message>
    <message>
        <source>Saving over this file was interrupted, and it cannot be finished now. All rows and the old version are kept by Onsa; make the file writable again and open it once more.</source>
        <translation>このファイルへの上書きが途中で止まり、今は最後まで書き込めません。すべての行と以前の版は Onsa が保管しています。ファイルに書き込めるようにしてから、もう一度開いてください。</translation>
    </message>
    <message>
        <source>The file is still being opened. Wait until all of its rows are here.</source>
        <translation>ファイルを開いている途中です。すべての行が読み込まれるまでお待ちください。</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>JSONL: one object a line</source>
        <translation>JSONL：1行に1オブジェクト</translation>
    </message>
    <message>
        <source>JSON: a list of objects</source>
        <translation>JSON：オブジェクトの一覧</translation>
    </message>
    <message>
        <source>Table as text (CSV, TSV)</source>
        <translation>テキストの表（CSV、TSV）</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel ブック</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>プレーンテキスト</translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation>UTF-8</translation>
    </message>
    <message>
        <source>UTF-8 with a byte order mark</source>
        <translation>UTF-8（BOM 付き）</translation>
    </message>
    <message>
        <source>UTF-16 (little endian)</source>
        <translation>UTF-16（リトルエンディアン）</translation>
    </message>
    <message>
        <source>UTF-16 (big endian)</source>
        <translation>UTF-16（ビッグエンディアン）</translation>
    </message>
    <message>
        <source>Shift_JIS of Windows (CP932)</source>
        <translation>Windows のシフト JIS（CP932）</translation>
    </message>
    <message>
        <source>EUC-JP</source>
        <translation>EUC-JP</translation>
    </message>
    <message>
        <source>Western European (Windows-1252)</source>
        <translation>西ヨーロッパ（Windows-1252）</translation>
    </message>
    <message>
        <source>Training rows, as they are</source>
        <translation>学習用の行（そのまま）</translation>
    </message>
    <message>
        <source>Alpaca: instruction, input, output</source>
        <translation>Alpaca：instruction、input、output</translation>
    </message>
    <message>
        <source>ShareGPT: conversations</source>
        <translation>ShareGPT：会話</translation>
    </message>
    <message>
        <source>Other objects: choose the columns</source>
        <translation>その他のオブジェクト：列を選ぶ</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>取り込まない</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>補完</translation>
    </message>
    <message>
        <source>Instructions (system)</source>
        <translation>指示（system）</translation>
    </message>
    <message>
        <source>Better answer</source>
        <translation>良い方の回答</translation>
    </message>
    <message>
        <source>Worse answer</source>
        <translation>悪い方の回答</translation>
    </message>
    <message>
        <source>Messages (JSON)</source>
        <translation>メッセージ（JSON）</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>そのまま残す</translation>
    </message>
    <message>
        <source>Characters that this encoding does not have. Choose another encoding.</source>
        <translation>この文字コードにない文字があります。別の文字コードを選んでください。</translation>
    </message>
    <message>
        <source>A quotation mark opens here and never closes.</source>
        <translation>ここで始まる引用符が閉じられていません。</translation>
    </message>
    <message>
        <source>There is text after a closing quotation mark.</source>
        <translation>閉じる引用符の後に文字があります。</translation>
    </message>
    <message>
        <source>It is longer than 64 MB.</source>
        <translation>64 MB を超えています。</translation>
    </message>
    <message>
        <source>It has more cells than there are columns.</source>
        <translation>列の数よりセルが多くあります。</translation>
    </message>
    <message>
        <source>It has neither a prompt nor a completion.</source>
        <translation>プロンプトも補完もありません。</translation>
    </message>
    <message>
        <source>The file ends in the middle of this row.</source>
        <translation>この行の途中でファイルが終わっています。</translation>
    </message>
    <message>
        <source>It is not a JSON object in braces.</source>
        <translation>波かっこで囲んだ JSON オブジェクトではありません。</translation>
    </message>
    <message>
        <source>A message has a role that Onsa does not know.</source>
        <translation>Onsa の知らない役割のメッセージがあります。</translation>
    </message>
    <message>
        <source>It has no conversation.</source>
        <translation>会話がありません。</translation>
    </message>
    <message>
        <source>It has no prompt, no messages and no answers to compare.</source>
        <translation>プロンプトも、メッセージも、比べる回答もありません。</translation>
    </message>
    <message>
        <source>A column does not hold what it was chosen for.</source>
        <translation>列の中身が、割り当てた用途に合っていません。</translation>
    </message>
    <message>
        <source>It is not valid JSON.</source>
        <translation>JSON として正しくありません。</translation>
    </message>
    <message>
        <source>Row %1: %2</source>
        <translation>%1行目：%2</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>%1行目：%2</translation>
    </message>
    <message>
        <source>Row %1, column %2: %3</source>
        <translation>%1行目の%2列目：%3</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>%1行目の%2列目：%3</translation>
    </message>
    <message>
        <source>JSONL</source>
        <translation>JSONL</translation>
    </message>
    <message>
        <source>JSONL of conversations</source>
        <translation>会話の JSONL</translation>
    </message>
    <message>
        <source>JSON list</source>
        <translation>JSON の一覧</translation>
    </message>
    <message>
        <source>Preferences (JSONL)</source>
        <translation>選好データ（JSONL）</translation>
    </message>
    <message>
        <source>Alpaca</source>
        <translation>Alpaca</translation>
    </message>
    <message>
        <source>ShareGPT</source>
        <translation>ShareGPT</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>CSV for Excel</source>
        <translation>Excel 用の CSV</translation>
    </message>
    <message>
        <source>TSV</source>
        <translation>TSV</translation>
    </message>
    <message>
        <source>The rows as they are. Every service and trainer reads it.</source>
        <translation>行をそのまま書き出します。どのサービスでも学習プログラムでも読めます。</translation>
    </message>
    <message>
        <source>Every row as messages, as services want it for chat models.</source>
        <translation>すべての行を、チャットモデル用のサービスが求めるメッセージの形にします。</translation>
    </message>
    <message>
        <source>All rows in one list, for scripts.</source>
        <translation>すべての行を1つの一覧にします。スクリプト向けです。</translation>
    </message>
    <message>
        <source>Prompt, chosen and rejected answer, as TRL reads it.</source>
        <translation>プロンプトと、選んだ回答、選ばなかった回答です。TRL で読めます。</translation>
    </message>
    <message>
        <source>Instruction, input and output, as LLaMA-Factory and others read it.</source>
        <translation>instruction、input、output の形です。LLaMA-Factory などで読めます。</translation>
    </message>
    <message>
        <source>Conversations of human and gpt, as LLaMA-Factory and others read it.</source>
        <translation>human と gpt の会話の形です。LLaMA-Factory などで読めます。</translation>
    </message>
    <message>
        <source>A table with commas, in UTF-8, for programs.</source>
        <translation>カンマ区切りの表です（UTF-8）。プログラム向けです。</translation>
    </message>
    <message>
        <source>A table that opens in Excel by a double click, Japanese included.</source>
        <translation>ダブルクリックするだけで Excel で開ける表です。日本語も文字化けしません。</translation>
    </message>
    <message>
        <source>A table with tabs, in UTF-8.</source>
        <translation>タブ区切りの表です（UTF-8）。</translation>
    </message>
    <message>
        <source>A workbook with one sheet, for review in Excel.</source>
        <translation>シート1枚のブックです。Excel での確認に向いています。</translation>
    </message>
    <message>
        <source>The completions alone, one a line or one a paragraph.</source>
        <translation>補完だけを、1行または1段落に1つずつ書き出します。</translation>
    </message>
    <message>
        <source>Pairs that come back as conversations: %1</source>
        <translation>会話になって戻る、プロンプトと補完の行：%1行</translation>
    </message>
    <message>
        <source>Short conversations that come back as a prompt and a completion: %1</source>
        <translation>プロンプトと補完になって戻る、短い会話の行：%1行</translation>
    </message>
    <message>
        <source>Rows that lose further members, for which this format has no place: %1</source>
        <translation>この形式に入らない追加の項目が失われる行：%1行</translation>
    </message>
    <message>
        <source>Rows whose numbers and lists in further members come back as texts: %1</source>
        <translation>追加の項目の数値や一覧が、文字列になって戻る行：%1行</translation>
    </message>
    <message>
        <source>Rows whose empty further members do not come back: %1</source>
        <translation>空の追加の項目が戻らない行：%1行</translation>
    </message>
    <message>
        <source>Rows that lose their prompt: %1</source>
        <translation>プロンプトが失われる行：%1行</translation>
    </message>
</context>
<context>
    <name>IssueWords</name>
    <message>
        <source>Two examples stand on one line</source>
        <translation>1行に2つの例があります</translation>
    </message>
    <message>
        <source>Every example needs a line of its own. Splitting loses nothing.</source>
        <translation>例は1行に1つずつ必要です。分けても何も失われません。</translation>
    </message>
    <message>
        <source>Half a character</source>
        <translation>文字が半分だけです</translation>
    </message>
    <message>
        <source>A character was cut in the middle, so the line cannot be read. The half is replaced by a mark.</source>
        <translation>文字が途中で切れているため、行を読めません。残った半分を記号に置き換えます。</translation>
    </message>
    <message>
        <source>A number is too large to be read</source>
        <translation>数が大きすぎて読めません</translation>
    </message>
    <message>
        <source>The number is kept as text, so that the rest of the line can be read.</source>
        <translation>数を文字として残すと、行の残りを読めるようになります。</translation>
    </message>
    <message>
        <source>The line is nested too deeply</source>
        <translation>行の入れ子が深すぎます</translation>
    </message>
    <message>
        <source>A row could not be read from the disk</source>
        <translation>ディスクから読めない行があります</translation>
    </message>
    <message>
        <source>The file may have been cut or the disk may be damaged. Save what there is under another name.</source>
        <translation>ファイルが途中で切れたか、ディスクが傷んでいる可能性があります。別の名前で保存してください。</translation>
    </message>
    <message>
        <source>The rows have different formats</source>
        <translation>行の形式が混ざっています</translation>
    </message>
    <message>
        <source>Pairs, conversations and preferences are mixed. Some services want one format in a file.</source>
        <translation>ペア・会話・比較が混ざっています。1つの形式しか受け付けないサービスもあります。</translation>
    </message>
    <message>
        <source>There are members that are not trained on</source>
        <translation>学習に使われない項目があります</translation>
    </message>
    <message>
        <source>They are kept in the file and play no part in training.</source>
        <translation>ファイルには残り、学習には使われません。</translation>
    </message>
    <message>
        <source>An instruction stands in the middle</source>
        <translation>指示が途中にあります</translation>
    </message>
    <message>
        <source>Instructions to the model belong at the start; there most models learn to follow them.</source>
        <translation>モデルへの指示は最初に置きます。多くのモデルは最初の指示に従うことを学びます。</translation>
    </message>
    <message>
        <source>The same speaker twice in a row</source>
        <translation>同じ話者が続いています</translation>
    </message>
    <message>
        <source>Most models learn only conversations whose turns alternate. Merging makes one message of both.</source>
        <translation>多くのモデルは交互の会話だけを学びます。結合すると1つの発言になります。</translation>
    </message>
    <message>
        <source>A message has a member that services refuse</source>
        <translation>サービスが受け付けない項目が発言にあります</translation>
    </message>
    <message>
        <source>Some services do not accept the whole file because of it.</source>
        <translation>これだけでファイル全体を受け付けないサービスがあります。</translation>
    </message>
    <message>
        <source>A tool call has no answer</source>
        <translation>ツールの呼び出しに結果がありません</translation>
    </message>
    <message>
        <source>The model would learn to go on without the result of the tool.</source>
        <translation>モデルは、ツールの結果を待たずに続けることを学んでしまいます。</translation>
    </message>
    <message>
        <source>The arguments of a tool call are broken</source>
        <translation>ツールの引数が壊れています</translation>
    </message>
    <message>
        <source>They are no JSON, and the model would learn to write them so.</source>
        <translation>JSONになっていないため、モデルもそのように書くことを学んでしまいます。</translation>
    </message>
    <message>
        <source>Nobody asks in this conversation</source>
        <translation>質問のない会話です</translation>
    </message>
    <message>
        <source>The model learns to speak first.</source>
        <translation>モデルは自分から話し始めることを学びます。</translation>
    </message>
    <message>
        <source>Both answers say the same</source>
        <translation>2つの回答が同じです</translation>
    </message>
    <message>
        <source>Nothing can be learned from a comparison of two equal answers.</source>
        <translation>同じ回答どうしを比べても、何も学べません。</translation>
    </message>
    <message>
        <source>One of the two answers is missing</source>
        <translation>比べる回答が足りません</translation>
    </message>
    <message>
        <source>A comparison needs both.</source>
        <translation>比較には両方の回答が必要です。</translation>
    </message>
    <message>
        <source>The two answers belong to different questions</source>
        <translation>2つの回答の質問が違います</translation>
    </message>
    <message>
        <source>They cannot be compared.</source>
        <translation>質問が違うと比べられません。</translation>
    </message>
    <message>
        <source>The chosen answer is nearly always the longer one</source>
        <translation>選ばれた回答がほとんどいつも長いほうです</translation>
    </message>
    <message>
        <source>The model may learn to be long instead of to be good.</source>
        <translation>モデルが、良さではなく長さを学ぶおそれがあります。</translation>
    </message>
    <message>
        <source>The chosen answer refuses</source>
        <translation>選ばれた回答が断っています</translation>
    </message>
    <message>
        <source>And the rejected one does not. They may be swapped.</source>
        <translation>選ばれなかった回答は断っていません。入れ替わっている可能性があります。</translation>
    </message>
    <message>
        <source>The same pair stands elsewhere the other way round</source>
        <translation>同じ組が逆の順でも入っています</translation>
    </message>
    <message>
        <source>What is better in one row is worse in the other.</source>
        <translation>一方で良いとされた回答が、もう一方では悪いとされています。</translation>
    </message>
    <message>
        <source>A text is chosen here and rejected elsewhere</source>
        <translation>同じ文が、選ばれたり選ばれなかったりしています</translation>
    </message>
    <message>
        <source>For the same question.</source>
        <translation>同じ質問についてです。</translation>
    </message>
    <message>
        <source>There is a code that is no character</source>
        <translation>文字ではない符号があります</translation>
    </message>
    <message>
        <source>PDF files leave it where a word was divided.</source>
        <translation>PDFで単語が分けられた場所に残る符号です。</translation>
    </message>
    <message>
        <source>A kanji radical in the place of the kanji</source>
        <translation>漢字の代わりに部首の文字が使われています</translation>
    </message>
    <message>
        <source>It looks the same, but to the model it is another character. PDF files do this.</source>
        <translation>見た目は同じでも、モデルには別の文字です。PDFから取り込むと起こります。</translation>
    </message>
    <message>
        <source>A letter and its mark are two characters</source>
        <translation>文字と濁点などが別々になっています</translation>
    </message>
    <message>
        <source>が can be written as one character or as か and a mark. To the model they differ.</source>
        <translation>「が」は1文字でも、「か」と濁点でも書けます。モデルにとっては別のものです。</translation>
    </message>
    <message>
        <source>Full width and half width are mixed</source>
        <translation>全角と半角が混ざっています</translation>
    </message>
    <message>
        <source>The rarer form is shown. One form is easier to learn.</source>
        <translation>少ないほうの書き方を示しています。1つにそろえると学びやすくなります。</translation>
    </message>
    <message>
        <source>Two kinds of wave dash</source>
        <translation>波ダッシュが2種類あります</translation>
    </message>
    <message>
        <source>〜 and ～ look alike and are two characters.</source>
        <translation>「〜」と「～」は似ていますが、別の文字です。</translation>
    </message>
    <message>
        <source>The answer is in another language</source>
        <translation>回答の言語が質問と違います</translation>
    </message>
    <message>
        <source>And the question does not ask for a translation.</source>
        <translation>質問は翻訳を求めていません。</translation>
    </message>
    <message>
        <source>The answer repeats itself</source>
        <translation>回答が同じことを繰り返しています</translation>
    </message>
    <message>
        <source>The model learns to go on like this for ever.</source>
        <translation>モデルは、いつまでも繰り返すことを学んでしまいます。</translation>
    </message>
    <message>
        <source>The answer may be cut off</source>
        <translation>回答が途中で切れている可能性があります</translation>
    </message>
    <message>
        <source>Nearly all other answers end with a full stop.</source>
        <translation>ほかの回答のほとんどは句点で終わっています。</translation>
    </message>
    <message>
        <source>A bracket or quotation mark has no other half</source>
        <translation>かっこや引用符の片方がありません</translation>
    </message>
    <message>
        <source>A part may be missing.</source>
        <translation>一部が抜けている可能性があります。</translation>
    </message>
    <message>
        <source>There are marks of a web page</source>
        <translation>Webページの記号が残っています</translation>
    </message>
    <message>
        <source>Tags such as &lt;br&gt; and &amp;nbsp; come along when a page is copied.</source>
        <translation>ページをコピーすると、&lt;br&gt;や&amp;nbsp;などが付いてきます。</translation>
    </message>
    <message>
        <source>\n stands in the text</source>
        <translation>文中に \n と書かれています</translation>
    </message>
    <message>
        <source>It was meant as a line break. The model would learn to write the two characters.</source>
        <translation>改行のつもりだったものです。モデルは、この2文字を書くことを学んでしまいます。</translation>
    </message>
    <message>
        <source>A part of a template is left</source>
        <translation>ひな形の一部が残っています</translation>
    </message>
    <message>
        <source>A blank such as {{name}} was not filled in.</source>
        <translation>{{name}}のような空欄が埋められていません。</translation>
    </message>
    <message>
        <source>The answer starts with the name of a role</source>
        <translation>回答が話者の名前で始まっています</translation>
    </message>
    <message>
        <source>The format already says who speaks.</source>
        <translation>だれの発言かは形式で分かります。</translation>
    </message>
    <message>
        <source>The answer refuses</source>
        <translation>回答が断っています</translation>
    </message>
    <message>
        <source>The model learns to refuse. Keep it if that is what you want.</source>
        <translation>モデルは断ることを学びます。それが目的なら、そのまま残してください。</translation>
    </message>
    <message>
        <source>Far longer or shorter than the others</source>
        <translation>ほかと比べて極端に長いか短い文です</translation>
    </message>
    <message>
        <source>It may be right; it is worth a look.</source>
        <translation>正しいこともあります。一度確かめてください。</translation>
    </message>
    <message>
        <source>There may be personal data</source>
        <translation>個人情報の可能性があります</translation>
    </message>
    <message>
        <source>E-mail addresses, phone numbers, postal codes, addresses, card numbers, My Number and the like. A tuned model can repeat them to anybody. Masks can be taken back.</source>
        <translation>メールアドレス、電話番号、郵便番号、住所、カード番号、マイナンバーなどです。調整したモデルがだれにでも答えてしまうことがあります。伏せ字は元に戻せます。</translation>
    </message>
    <message>
        <source>There may be a password or access key</source>
        <translation>パスワードやアクセスキーの可能性があります</translation>
    </message>
    <message>
        <source>It would be learned, and sent to a service with the data. Change it if it was real.</source>
        <translation>学習され、データと一緒にサービスへ送られます。本物なら変更してください。</translation>
    </message>
    <message>
        <source>The answer is true only for a while</source>
        <translation>時間がたつと正しくなくなる回答です</translation>
    </message>
    <message>
        <source>Words such as “currently” or 昨年 do not stay true.</source>
        <translation>「現在の」「昨年」などの言葉は、いつまでも正しいとは限りません。</translation>
    </message>
    <message>
        <source>The question points at something that is not there</source>
        <translation>質問が、ここにないものを指しています</translation>
    </message>
    <message>
        <source>Such as “the above”. A question should be clear on its own.</source>
        <translation>「上記」などです。質問だけで意味が分かるようにします。</translation>
    </message>
    <message>
        <source>The answer only repeats the question</source>
        <translation>回答が質問を繰り返しているだけです</translation>
    </message>
    <message>
        <source>There is little to learn from it.</source>
        <translation>学べることがほとんどありません。</translation>
    </message>
    <message>
        <source>The same row but for spaces, width or signs</source>
        <translation>空白・全角半角・記号だけが違う行があります</translation>
    </message>
    <message>
        <source>Rows that say the same count twice in training.</source>
        <translation>同じ内容の行は、学習で二重に数えられます。</translation>
    </message>
    <message>
        <source>Nearly the same row</source>
        <translation>ほとんど同じ行があります</translation>
    </message>
    <message>
        <source>Eight tenths of the text are the same.</source>
        <translation>文の8割以上が同じです。</translation>
    </message>
    <message>
        <source>Nearly the same question has another answer</source>
        <translation>ほとんど同じ質問に違う回答があります</translation>
    </message>
    <message>
        <source>The answers differ in a number or in a “not”.</source>
        <translation>数や「ない」が違います。</translation>
    </message>
    <message>
        <source>One answer to many questions</source>
        <translation>多くの質問に同じ回答があります</translation>
    </message>
    <message>
        <source>The model may learn to give it to everything.</source>
        <translation>モデルが、何にでもこの答えを返すようになる可能性があります。</translation>
    </message>
    <message>
        <source>A comma, bracket or quotation mark is missing or too many. Certain mistakes can be repaired.</source>
        <translation>カンマ・かっこ・引用符の過不足があります。確実に直せるものもあります。</translation>
    </message>
    <message>
        <source>Space at the ends is learned, too, and is rarely meant.</source>
        <translation>両端の空白も学習されます。意図したものであることはまれです。</translation>
    </message>
    <message>
        <source>Rows that say the same count twice in training. The first is kept.</source>
        <translation>同じ内容の行は、学習で二重に数えられます。最初の行を残します。</translation>
    </message>
    <message>
        <source>Several answers are fine when all are right. Look whether one of them is wrong.</source>
        <translation>どれも正しければ問題ありません。誤りがないか確かめてください。</translation>
    </message>
    <message>
        <source>There is nothing to learn from an empty answer; the row is left out of training.</source>
        <translation>空の回答からは何も学べません。この行は学習に使われません。</translation>
    </message>
    <message>
        <source>Models use such marks to end or divide a text. In the data they confuse training.</source>
        <translation>モデルが文の終わりや区切りに使う記号です。データに入っていると学習が乱れます。</translation>
    </message>
    <message>
        <source>The text was read in the wrong encoding, or a part was lost.</source>
        <translation>誤った文字コードで読まれたか、一部が失われています。</translation>
    </message>
    <message>
        <source>You do not see it, but the model does.</source>
        <translation>見えませんが、モデルには見えています。</translation>
    </message>
    <message>
        <source>The model is measured with what it has learned, so the result looks better than it is.</source>
        <translation>学習した内容で測ることになり、結果が実際より良く見えます。</translation>
    </message>
    <message>
        <source>What is beyond the end is not learned.</source>
        <translation>長さを超えた部分は学習されません。</translation>
    </message>
    <message>
        <source>Delete the row</source>
        <translation>行を削除</translation>
    </message>
    <message>
        <source>Remove space at the ends</source>
        <translation>両端の空白を削除</translation>
    </message>
    <message>
        <source>Start with a space</source>
        <translation>先頭に空白を追加</translation>
    </message>
    <message>
        <source>Remove control characters</source>
        <translation>制御文字を削除</translation>
    </message>
    <message>
        <source>Remove invisible characters</source>
        <translation>見えない文字を削除</translation>
    </message>
    <message>
        <source>Repair the encoding</source>
        <translation>文字化けを直す</translation>
    </message>
    <message>
        <source>Replace by the kanji</source>
        <translation>漢字に置き換える</translation>
    </message>
    <message>
        <source>Make one character</source>
        <translation>1文字にまとめる</translation>
    </message>
    <message>
        <source>Make letters half width</source>
        <translation>英数字を半角にする</translation>
    </message>
    <message>
        <source>Make letters full width</source>
        <translation>英数字を全角にする</translation>
    </message>
    <message>
        <source>Make kana full width</source>
        <translation>カナを全角にする</translation>
    </message>
    <message>
        <source>Write 〜</source>
        <translation>「〜」にする</translation>
    </message>
    <message>
        <source>Write ～</source>
        <translation>「～」にする</translation>
    </message>
    <message>
        <source>Keep the first one</source>
        <translation>最初だけ残す</translation>
    </message>
    <message>
        <source>Remove the marks</source>
        <translation>記号を取り除く</translation>
    </message>
    <message>
        <source>Write what was meant</source>
        <translation>本来の文字にする</translation>
    </message>
    <message>
        <source>Remove the mark</source>
        <translation>記号を取り除く</translation>
    </message>
    <message>
        <source>Remove the name</source>
        <translation>名前を取り除く</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>伏せ字にする</translation>
    </message>
    <message>
        <source>Repair the line</source>
        <translation>行を直す</translation>
    </message>
    <message>
        <source>Split into rows</source>
        <translation>行に分ける</translation>
    </message>
    <message>
        <source>Convert to UTF-8</source>
        <translation>UTF-8に変換</translation>
    </message>
    <message>
        <source>Replace the half</source>
        <translation>半分の文字を置き換える</translation>
    </message>
    <message>
        <source>Write as text</source>
        <translation>文字として書く</translation>
    </message>
    <message>
        <source>Drop the second</source>
        <translation>2つ目を削除</translation>
    </message>
    <message>
        <source>Make a conversation</source>
        <translation>会話の形にする</translation>
    </message>
    <message>
        <source>Write names in lower case</source>
        <translation>名前を小文字にする</translation>
    </message>
    <message>
        <source>Merge the messages</source>
        <translation>発言を結合</translation>
    </message>
    <message>
        <source>Move to the start</source>
        <translation>最初に移動</translation>
    </message>
    <message>
        <source>Cut after the last answer</source>
        <translation>最後の回答より後を削除</translation>
    </message>
    <message>
        <source>Name the role</source>
        <translation>役割の名前を直す</translation>
    </message>
    <message>
        <source>Drop the member</source>
        <translation>項目を削除</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>More than 64 brackets inside each other are hardly meant; with more than 1024 the line cannot be read.</source>
        <translation>括弧が64段より深く入れ子になっているのは、おそらく意図したものではありません。1024段を超えると行を読めません。</translation>
    </message>
    <message>
        <source>Lines end as on Windows, or in different ways</source>
        <translation>行末がWindows形式か、形式が混ざっています</translation>
    </message>
    <message>
        <source>Windows ends a line with two characters (CR LF), other systems with one. Some tools stumble over it. The next save can make all line ends alike; until then every byte stays.</source>
        <translation>Windowsでは行末が2文字（CR LF）、ほかのシステムでは1文字です。うまく扱えないツールもあります。次に保存するときに行末をそろえられます。それまでは1バイトも変わりません。</translation>
    </message>
    <message>
        <source>The next save makes the line ends alike</source>
        <translation>次の保存で行末がそろいます</translation>
    </message>
    <message>
        <source>The texts of the rows stay as they are.</source>
        <translation>行の本文はそのままです。</translation>
    </message>
    <message>
        <source>The last line has no line end</source>
        <translation>最後の行に改行がありません</translation>
    </message>
    <message>
        <source>Tools that join files would write the next row behind it on the same line. The next save can add the end; until then every byte stays.</source>
        <translation>ファイルをつなぐツールでは、次の行が同じ行に続いてしまいます。次に保存するときに改行を付けられます。それまでは1バイトも変わりません。</translation>
    </message>
    <message>
        <source>The next save ends the last line</source>
        <translation>次の保存で最後の行に改行が付きます</translation>
    </message>
    <message>
        <source>This row is nearly as long as the model can read</source>
        <translation>モデルが読める長さの上限に近い行です</translation>
    </message>
    <message>
        <source>Nothing is cut yet. A longer instruction in front of it would be too much.</source>
        <translation>まだ切られる部分はありません。前に長い指示を付けると超えてしまいます。</translation>
    </message>
    <message>
        <source>This answer is very short, the others are not</source>
        <translation>ほかに比べて、この回答はとても短いです</translation>
    </message>
    <message>
        <source>It may be right; it may also be a rest of something.</source>
        <translation>正しいかもしれませんが、何かの切れ端かもしれません。</translation>
    </message>
    <message>
        <source>More than half of the rows are of one kind</source>
        <translation>半分を超える行が同じ種類です</translation>
    </message>
    <message>
        <source>It may be what you want. If not, add rows of the other kinds, so that the model does not learn this one alone.</source>
        <translation>意図したとおりならそのままでかまいません。そうでなければ、モデルがこの種類だけを覚えないように、ほかの種類の行を加えてください。</translation>
    </message>
    <message>
        <source>Many answers begin or end with the same sentence</source>
        <translation>多くの回答が同じ文で始まるか終わっています</translation>
    </message>
    <message>
        <source>The model learns to say it every time. Keep it if that is what you want; else it can be taken out of all of them.</source>
        <translation>モデルは毎回その文を言うようになります。意図したとおりなら残してください。そうでなければ、すべての行から取り除けます。</translation>
    </message>
    <message>
        <source>Put masked data back</source>
        <translation>伏せたデータを元に戻す</translation>
    </message>
    <message>
        <source>Remove the sentence</source>
        <translation>その文を取り除く</translation>
    </message>
    <message>
        <source>Make the line ends alike when saving</source>
        <translation>保存時に行末をそろえる</translation>
    </message>
    <message>
        <source>Add the line end when saving</source>
        <translation>保存時に改行を付ける</translation>
    </message>
    <message>
        <source>Leave the line ends as they are</source>
        <translation>行末をそのままにする</translation>
    </message>
    <message>
        <source>Leave the last line as it is</source>
        <translation>最後の行をそのままにする</translation>
    </message>
    <message>
        <source>%1 % of the questions ask “what”.</source>
        <translation>質問の %1 % は「何」を尋ねています。</translation>
    </message>
    <message>
        <source>%1 % of the questions ask “which”.</source>
        <translation>質問の %1 % は「どれ」を尋ねています。</translation>
    </message>
    <message>
        <source>%1 % of the questions ask “how”.</source>
        <translation>質問の %1 % は「どのように」を尋ねています。</translation>
    </message>
    <message>
        <source>%1 % of the questions ask “how much” or “how many”.</source>
        <translation>質問の %1 % は「いくら」「いくつ」を尋ねています。</translation>
    </message>
    <message>
        <source>%1 % of the questions ask “why”.</source>
        <translation>質問の %1 % は「なぜ」を尋ねています。</translation>
    </message>
    <message>
        <source>%1 % of the questions ask “when”.</source>
        <translation>質問の %1 % は「いつ」を尋ねています。</translation>
    </message>
    <message>
        <source>%1 % of the questions ask “where”.</source>
        <translation>質問の %1 % は「どこ」を尋ねています。</translation>
    </message>
    <message>
        <source>%1 % of the questions ask “who”.</source>
        <translation>質問の %1 % は「誰」を尋ねています。</translation>
    </message>
    <message>
        <source>%1 % of the questions ask for yes or no.</source>
        <translation>質問の %1 % は「はい」か「いいえ」を求めています。</translation>
    </message>
    <message>
        <source>%1 % of the prompts are requests, not questions.</source>
        <translation>プロンプトの %1 % は質問ではなく依頼です。</translation>
    </message>
    <message>
        <source>%1 % of the answers have %2 to %3 characters.</source>
        <translation>回答の %1 % は %2～%3文字です。</translation>
    </message>
    <message>
        <source>%1 % of the rows have “%2” as %3.</source>
        <translation>行の %1 % は、%3 が「%2」です。</translation>
    </message>
</context>
<context>
    <name>Paste</name>
    <message>
        <source>Paste about %1 cells?</source>
        <translation>約%1個のセルを貼り付けますか？</translation>
    </message>
    <message>
        <source>Rows from the chosen cell on change, and what goes beyond the last row is added. Undo takes it back in one step.</source>
        <translation>選んだセルから下の行が変わり、最後の行を超える分は追加されます。「元に戻す」1回で取り消せます。</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>RoleWords</name>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>S</source>
        <comment>short for System</comment>
        <translation>シ</translation>
    </message>
    <message>
        <source>Developer</source>
        <translation>開発者</translation>
    </message>
    <message>
        <source>D</source>
        <comment>short for Developer</comment>
        <translation>開</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>U</source>
        <comment>short for User</comment>
        <translation>ユ</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>アシスタント</translation>
    </message>
    <message>
        <source>A</source>
        <comment>short for Assistant</comment>
        <translation>ア</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>T</source>
        <comment>short for Tool</comment>
        <translation>ツ</translation>
    </message>
    <message>
        <source>Two answers: the preferred one is shown</source>
        <translation>2つの回答（好ましいほうを表示しています）</translation>
    </message>
    <message>
        <source>A &gt; B</source>
        <comment>a preferred answer and another one</comment>
        <translation>A &gt; B</translation>
    </message>
</context>
<context>
    <name>TrainingPrice</name>
    <message>
        <source>%1 at %2</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>ViewActions</name>
    <message>
        <source>Sort by this column</source>
        <translation>この列で並べ替え</translation>
    </message>
    <message>
        <source>Then by this column</source>
        <translation>次にこの列で並べ替え</translation>
    </message>
    <message>
        <source>Shortest texts of this column first</source>
        <translation>この列のテキストが短い順</translation>
    </message>
    <message>
        <source>Longest texts of this column first</source>
        <translation>この列のテキストが長い順</translation>
    </message>
    <message>
        <source>Last rows first</source>
        <translation>最後の行から順に</translation>
    </message>
    <message>
        <source>In the order of the data set</source>
        <translation>データセットの順に戻す</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>フィルター…</translation>
    </message>
    <message>
        <source>Only rows changed since the save</source>
        <translation>保存後に変更した行だけを表示</translation>
    </message>
    <message>
        <source>Filter and sort again</source>
        <translation>フィルターと並べ替えをもう一度適用</translation>
    </message>
    <message>
        <source>Rename or delete views…</source>
        <translation>ビューの名前の変更と削除…</translation>
    </message>
    <message>
        <source>Menu of this column</source>
        <translation>この列のメニュー</translation>
    </message>
    <message>
        <source>Fit the width of this column</source>
        <translation>列の幅を内容に合わせる</translation>
    </message>
    <message>
        <source>Hide this column</source>
        <translation>この列を隠す</translation>
    </message>
    <message>
        <source>Show all columns</source>
        <translation>すべての列を表示</translation>
    </message>
    <message>
        <source>Keep columns up to this one in sight</source>
        <translation>この列までを固定</translation>
    </message>
    <message>
        <source>Let all columns scroll</source>
        <translation>列の固定を解除</translation>
    </message>
    <message>
        <source>Move this column to the left</source>
        <translation>この列を左へ移動</translation>
    </message>
    <message>
        <source>Move this column to the right</source>
        <translation>この列を右へ移動</translation>
    </message>
    <message>
        <source>Sort by this column, descending</source>
        <translation>この列で並べ替え（降順）</translation>
    </message>
    <message>
        <source>Then by this column, descending</source>
        <translation>次にこの列で並べ替え（降順）</translation>
    </message>
    <message>
        <source>Clear all filters and sorting</source>
        <translation>フィルターと並べ替えをすべて解除</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>このビューを保存…</translation>
    </message>
</context>
<context>
    <name>ViewWords</name>
    <message>
        <source>%1: %2 or more</source>
        <translation>%1：%2以上</translation>
    </message>
    <message>
        <source>%1: at most %2</source>
        <translation>%1：%2以下</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1：%2～%3</translation>
    </message>
    <message>
        <source>Length of prompt</source>
        <translation>プロンプトの文字数</translation>
    </message>
    <message>
        <source>Length of completion</source>
        <translation>補完の文字数</translation>
    </message>
    <message>
        <source>Length of a text</source>
        <translation>テキストの文字数</translation>
    </message>
    <message>
        <source>%1 contains “%2”</source>
        <translation>%1に「%2」を含む</translation>
    </message>
    <message>
        <source>%1 matches “%2”</source>
        <translation>%1が「%2」に一致</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1が空</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン数</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Changed since the save</source>
        <translation>保存後に変更</translation>
    </message>
    <message>
        <source>These rows</source>
        <translation>これらの行</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>補完</translation>
    </message>
    <message>
        <source>Any text</source>
        <translation>いずれかのテキスト</translation>
    </message>
    <message>
        <source>Not: %1</source>
        <translation>除外：%1</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>次の語を含む</translation>
    </message>
    <message>
        <source>matches the pattern (regular expression)</source>
        <translation>パターンに一致する（正規表現）</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>空である</translation>
    </message>
    <message>
        <source>has so many characters</source>
        <translation>文字数が次の範囲にある</translation>
    </message>
    <message>
        <source>The row has so many tokens</source>
        <translation>行のトークン数が次の範囲にある</translation>
    </message>
    <message>
        <source>The row has this finding</source>
        <translation>行に次の気になる点がある</translation>
    </message>
    <message>
        <source>The row has a problem</source>
        <translation>行に問題がある</translation>
    </message>
    <message>
        <source>The row was changed since the save</source>
        <translation>行が保存後に変更された</translation>
    </message>
    <message>
        <source>Problems last</source>
        <translation>問題のある行を最後に</translation>
    </message>
    <message>
        <source>Problems first</source>
        <translation>問題のある行を先に</translation>
    </message>
    <message>
        <source>From the end</source>
        <translation>最後の行から</translation>
    </message>
    <message>
        <source>Row number</source>
        <translation>行番号</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>状態：%1</translation>
    </message>
    <message>
        <source>The row is in this state</source>
        <translation>行がこの状態である</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Fine-tuning studio</source>
        <translation>ファインチューニングスタジオ</translation>
    </message>
    <message>
        <source>Data sets to open, or files to import</source>
        <translation>開くデータセット、またはインポートするファイル</translation>
    </message>
</context>
<context>
    <name>onsa::DatasetDocument</name>
    <message>
        <source>Restore unsaved edits</source>
        <translation>未保存の編集の復元</translation>
    </message>
    <message>
        <source>Unsaved edits of an earlier session could not be read. They are kept in %1.</source>
        <translation>以前の未保存の編集を読み取れませんでした。%1に残してあります。</translation>
    </message>
    <message>
        <source>The file was changed by another program. Your unsaved edits were applied to its new text.</source>
        <translation>ファイルがほかのプログラムで変更されました。未保存の編集は、新しい内容に反映してあります。</translation>
    </message>
    <message>
        <source>There are unsaved edits of several earlier sessions. The older ones are kept in %1.</source>
        <translation>以前の未保存の編集が複数回分あります。古いものは%1に残してあります。</translation>
    </message>
    <message>
        <source>Edit text</source>
        <translation>テキストの編集</translation>
    </message>
    <message>
        <source>The file is gone. The rows that were edited are here as a new data set; the edits are kept in %1.</source>
        <translation>ファイルがなくなっています。編集した行を新しいデータセットとして開きました。編集の記録は %1 に残してあります。</translation>
    </message>
    <message>
        <source>The file was changed by another program. Some unsaved edits no longer fit (%1); they are kept in %2.</source>
        <translation>ファイルが別のプログラムで変更されました。保存していない編集のうち%1件は、当てはまる行がなくなりました。%2 に残してあります。</translation>
    </message>
    <message>
        <source>The end of the list of unsaved edits is damaged. All before it is back; the rest is kept in %1.</source>
        <translation>保存していない編集の記録の末尾が壊れています。それより前はすべて元に戻しました。残りは %1 に残してあります。</translation>
    </message>
    <message>
        <source>An edit of many rows was interrupted and has been undone as a whole.</source>
        <translation>多くの行の編集が途中で中断されたため、全体を取り消しました。</translation>
    </message>
    <message>
        <source>The file had other names (hard links); those keep the old rows.</source>
        <translation>このファイルには別の名前（ハードリンク）がありました。そちらは古い行のまま残ります。</translation>
    </message>
    <message>
        <source>The file belongs to you now; its former owner could not be kept.</source>
        <translation>元の所有者を引き継げなかったため、ファイルの所有者はあなたになりました。</translation>
    </message>
    <message>
        <source>Some attributes of the file could not be kept.</source>
        <translation>ファイルの属性の一部を引き継げませんでした。</translation>
    </message>
</context>
<context>
    <name>onsa::DatasetModel</name>
    <message>
        <source>Row %1: no findings</source>
        <translation>%1行目：気になる点なし</translation>
    </message>
    <message>
        <source>Row %1: %2</source>
        <translation>%1行目：%2</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>気になる点</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>補完</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン数</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>下書き</translation>
    </message>
    <message>
        <source>Review state</source>
        <translation>確認の状態</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>onsa::JobListModel</name>
    <message>
        <source>Queued at</source>
        <translation>受付日時</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>ジョブ</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>残り時間</translation>
    </message>
    <message>
        <source>Checking files</source>
        <translation>ファイルを検査中</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>onsa::ui::AddProviderForm</name>
    <message>
        <source>Name of the service</source>
        <translation>サービスの名前</translation>
    </message>
    <message>
        <source>Address of the service</source>
        <translation>サービスのアドレス</translation>
    </message>
    <message>
        <source>Add service</source>
        <translation>サービスを追加</translation>
    </message>
    <message>
        <source>Another service</source>
        <translation>別のサービス</translation>
    </message>
    <message>
        <source>Any service that speaks the OpenAI API: ask it for its base address; it usually ends with /v1.</source>
        <translation>OpenAI API に対応したサービスなら、どれでも使えます。ベースアドレスはサービスの提供元にご確認ください。通常は /v1 で終わります。</translation>
    </message>
    <message>
        <source>As you want to see it</source>
        <translation>表示したい名前</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Base address</source>
        <translation>ベースアドレス</translation>
    </message>
</context>
<context>
    <name>onsa::ui::AnswerItem</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>回答をコピー</translation>
    </message>
    <message>
        <source>Add to data set…</source>
        <translation>データセットに追加…</translation>
    </message>
    <message>
        <source>Add to data set</source>
        <translation>データセットに追加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Correct the answer here, then it becomes a new row of your data</source>
        <translation>ここで回答を直すと、データの新しい行になります</translation>
    </message>
    <message>
        <source>Added to the data set.</source>
        <translation>データセットに追加しました。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::AnswerPair</name>
    <message>
        <source>Answer of the chosen model</source>
        <translation>選んだモデルの答え</translation>
    </message>
    <message>
        <source>Answer of the base model</source>
        <translation>元のモデルの答え</translation>
    </message>
</context>
<context>
    <name>onsa::ui::AnswerView</name>
    <message>
        <source>Good answer</source>
        <translation>よい回答</translation>
    </message>
    <message>
        <source>Bad answer</source>
        <translation>よくない回答</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>チューニング済み</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>元のモデル</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>シード %1</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>待っています…</translation>
    </message>
    <message>
        <source>Cut off at max tokens. Raise it for longer answers.</source>
        <translation>最大トークン数に達したため、途中で切れました。長い回答が必要なら、この値を増やしてください。</translation>
    </message>
    <message>
        <source>The model gave an empty answer.</source>
        <translation>モデルの回答は空でした。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>停止しました。</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1トークン</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1トークン</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1秒</translation>
    </message>
</context>
<context>
    <name>onsa::ui::AppearancePage</name>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>The new language is used when Onsa starts the next time.</source>
        <translation>新しい言語は、次に音叉を起動したときから使われます。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Colours: %1</source>
        <translation>配色：%1</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Font for Latin letters</source>
        <translation>英数字のフォント</translation>
    </message>
    <message>
        <source>Font for Japanese</source>
        <translation>日本語のフォント</translation>
    </message>
</context>
<context>
    <name>onsa::ui::AskableModels</name>
    <message>
        <source>tuned %1</source>
        <translation>%1 にチューニング</translation>
    </message>
    <message>
        <source>state at step %1</source>
        <translation>ステップ %1 の状態</translation>
    </message>
</context>
<context>
    <name>onsa::ui::AutoField</name>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>%1: automatic</source>
        <translation>%1：自動</translation>
    </message>
</context>
<context>
    <name>onsa::ui::BaseUrl</name>
    <message>
        <source>Enter the address of the service, for example https://api.example.com/v1.</source>
        <translation>サービスのアドレスを入力してください。例：https://api.example.com/v1</translation>
    </message>
    <message>
        <source>This is not an address. It looks like https://api.example.com/v1.</source>
        <translation>アドレスとして読み取れません。https://api.example.com/v1 のような形で入力してください。</translation>
    </message>
    <message>
        <source>The address must begin with https:// or http://.</source>
        <translation>アドレスは https:// または http:// で始めてください。</translation>
    </message>
    <message>
        <source>Leave names and passwords out of the address; the key has its own field.</source>
        <translation>アドレスにはユーザー名やパスワードを含めないでください。キーには専用の欄があります。</translation>
    </message>
    <message>
        <source>Leave out everything from “?” or “#” on.</source>
        <translation>「?」または「#」から後ろは省いてください。</translation>
    </message>
    <message>
        <source>With http:// your key and data travel unprotected. Use https:// if you can.</source>
        <translation>http:// では、キーとデータが保護されずに送られます。できれば https:// をお使いください。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::CellEditor</name>
    <message>
        <source>Cell text</source>
        <translation>セルの文</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ChangesDialog</name>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Row %1 added</source>
        <translation>行 %1 を追加</translation>
    </message>
    <message>
        <source>Row %1 deleted</source>
        <translation>行 %1 を削除</translation>
    </message>
    <message>
        <source>Row %1 moved, it was row %2</source>
        <translation>行 %1 に移動（元は行 %2）</translation>
    </message>
    <message>
        <source>Row %1 changed</source>
        <translation>行 %1 を変更</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Looking at what changed…</source>
        <translation>変更を調べています…</translation>
    </message>
    <message>
        <source>Show in the table</source>
        <translation>表で見る</translation>
    </message>
    <message>
        <source>Put the saved text back</source>
        <translation>保存した内容に戻す</translation>
    </message>
    <message>
        <source>Changes since the last save</source>
        <translation>前回の保存からの変更</translation>
    </message>
    <message>
        <source>Rows that changed</source>
        <translation>変更された行</translation>
    </message>
    <message>
        <source>As saved</source>
        <translation>保存した内容</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Nothing has changed since the last save.</source>
        <translation>前回の保存から変更はありません。</translation>
    </message>
    <message>
        <source>Row %1 only here</source>
        <translation>%1行目はこちらだけにあります</translation>
    </message>
    <message>
        <source>Row %1 only in the other file</source>
        <translation>%1行目は別のファイルだけにあります</translation>
    </message>
    <message>
        <source>Row %1 stands elsewhere, in row %2 there</source>
        <translation>%1行目は場所が違います（別のファイルでは%2行目）</translation>
    </message>
    <message>
        <source>Row %1 differs from row %2 there</source>
        <translation>%1行目は別のファイルの%2行目と異なります</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>%1 との比較</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>こちら</translation>
    </message>
    <message>
        <source>Rows that differ from the saved file: %1. All of it can be undone.</source>
        <translation>保存したファイルと異なる行：%1行。すべて元に戻せます。</translation>
    </message>
    <message>
        <source>Both files have the same rows in the same order.</source>
        <translation>二つのファイルは、行も順序も同じです。</translation>
    </message>
    <message>
        <source>Rows that differ from the other file: %1</source>
        <translation>別のファイルと異なる行：%1行</translation>
    </message>
    <message>
        <source>Add this row</source>
        <translation>この行を追加</translation>
    </message>
    <message>
        <source>Take the other text</source>
        <translation>別のファイルの内容にする</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ChatEditor</name>
    <message>
        <source>Add a turn</source>
        <translation>発言を追加</translation>
    </message>
    <message>
        <source>Tools that may be called</source>
        <translation>呼び出せるツール</translation>
    </message>
</context>
<context>
    <name>onsa::ui::CheckPage</name>
    <message>
        <source>Progress of the check</source>
        <translation>検査の進み具合</translation>
    </message>
    <message>
        <source>Rows to train and to test on</source>
        <translation>学習に使う行と試験に使う行</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>気になる点</translation>
    </message>
    <message>
        <source>Check the data</source>
        <translation>データを調べる</translation>
    </message>
    <message>
        <source>Checking %1 rows…</source>
        <translation>%1行を調べています…</translation>
    </message>
    <message>
        <source>%1 rows checked. Nothing was found.</source>
        <translation>%1行を調べました。気になる点はありません。</translation>
    </message>
    <message>
        <source>%1 rows checked.</source>
        <translation>%1行を調べました。</translation>
    </message>
    <message>
        <source>There are no rows yet.</source>
        <translation>まだ行がありません。</translation>
    </message>
    <message>
        <source>Every row can be used.</source>
        <translation>すべての行を使えます。</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1行</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Show the first row: %1</source>
        <translation>最初の行を表示：%1</translation>
    </message>
    <message>
        <source>Closes this window and goes to the first such row</source>
        <translation>このウィンドウを閉じて、該当する最初の行に移動します</translation>
    </message>
    <message>
        <source>%1 of %2 rows can be used. At least %3 are needed: %4 more, please.</source>
        <translation>%2行のうち%1行を使えます。少なくとも%3行必要です。あと%4行追加してください。</translation>
    </message>
    <message>
        <source>Add rows or correct the ones that are marked, then come back. 10 rows let you try; 50 to 100 give a noticeable result.</source>
        <translation>行を追加するか、印の付いた行を直してから、ここに戻ってください。10行あれば試せます。50～100行で、はっきりした効果が出ます。</translation>
    </message>
    <message>
        <source>%1 rows can be used. %2 with errors are left out of training; your file stays as it is.</source>
        <translation>%1行を使えます。エラーのある%2行は学習から除かれます。ファイルはそのまま変わりません。</translation>
    </message>
    <message>
        <source>%1 rows can be used.</source>
        <translation>%1行を使えます。</translation>
    </message>
    <message>
        <source>Enough to try. From 50 rows on the answers get noticeably better, from 100 on steadier. Several wordings of the same question help most.</source>
        <translation>試すには十分です。50行以上で回答が目に見えてよくなり、100行以上でさらに安定します。同じ質問をいくつかの言い方で入れるのが、いちばん効果的です。</translation>
    </message>
    <message>
        <source>A good start. From 100 rows on the answers get steadier.</source>
        <translation>よい出だしです。100行以上で回答がさらに安定します。</translation>
    </message>
    <message>
        <source>A good amount. Variety now helps more than number.</source>
        <translation>十分な量です。ここからは、数よりも種類を増やすほうが効果的です。</translation>
    </message>
    <message>
        <source>Rows that you rejected are left out: %1.</source>
        <translation>却下した行は使いません（%1行）。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ClusterDialog</name>
    <message>
        <source>Other answers to one question</source>
        <translation>同じ質問に別の回答</translation>
    </message>
    <message>
        <source>Nearly one question, answers that differ in a fact</source>
        <translation>ほぼ同じ質問で、事実の異なる回答</translation>
    </message>
    <message>
        <source>The very same</source>
        <translation>まったく同じ</translation>
    </message>
    <message>
        <source>The same but for spaces, width or signs</source>
        <translation>空白・全角半角・記号だけが違う</translation>
    </message>
    <message>
        <source>Nearly the same</source>
        <translation>ほぼ同じ</translation>
    </message>
    <message>
        <source>Rows side by side</source>
        <translation>行を並べて見る</translation>
    </message>
    <message>
        <source>Comparing the rows…</source>
        <translation>行を比べています…</translation>
    </message>
    <message>
        <source>Which groups are shown</source>
        <translation>表示するグループ</translation>
    </message>
    <message>
        <source>Search for similar rows, too</source>
        <translation>似た行も探す</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>比較の進み具合</translation>
    </message>
    <message>
        <source>Groups of rows</source>
        <translation>行のグループ</translation>
    </message>
    <message>
        <source>Rows of the group</source>
        <translation>グループの行</translation>
    </message>
    <message>
        <source>Keep the &amp;first</source>
        <translation>最初の行を残す(&amp;F)</translation>
    </message>
    <message>
        <source>Deletes the other rows of this group</source>
        <translation>このグループのほかの行を削除します</translation>
    </message>
    <message>
        <source>All are &amp;right</source>
        <translation>どれも正しい(&amp;R)</translation>
    </message>
    <message>
        <source>Variants that may stay: the group is not shown again</source>
        <translation>言い換えとして残します。このグループは今後表示されません</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>元に戻す(&amp;U)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1行</translation>
    </message>
    <message>
        <source>, %1 % alike</source>
        <translation>、一致 %1 %</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>すべてのグループ</translation>
    </message>
    <message>
        <source>%1 rows compared: %2 groups to look at.</source>
        <translation>%1行を比べました。確認するグループは%2個です。</translation>
    </message>
    <message>
        <source>%1 rows compared: no two say the same or contradict each other.</source>
        <translation>%1行を比べました。同じ内容の行や食い違う行はありません。</translation>
    </message>
    <message>
        <source>Nothing is left to decide here.</source>
        <translation>ここで決めることはもうありません。</translation>
    </message>
    <message>
        <source>Keep the first of all (deletes %1 rows)</source>
        <translation>すべて最初の行を残す（%1行を削除）</translation>
    </message>
    <message>
        <source>Keep one of %1 similar rows</source>
        <translation>似た%1行のうち1行を残す</translation>
    </message>
    <message>
        <source>Delete %1 rows that are there twice</source>
        <translation>重複する%1行を削除</translation>
    </message>
    <message>
        <source>%1 – the first %2 of %3 are shown</source>
        <translation>%1（%3行のうち最初の%2行を表示）</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ClusterMember</name>
    <message>
        <source>Keep this one</source>
        <translation>この行を残す</translation>
    </message>
    <message>
        <source>Go to row</source>
        <translation>行へ移動</translation>
    </message>
    <message>
        <source>Deletes the others (%1)</source>
        <translation>ほかの行を削除します（%1）</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>%1行目</translation>
    </message>
    <message>
        <source>Keep row %1 and delete the others</source>
        <translation>%1行目を残してほかを削除</translation>
    </message>
    <message>
        <source>Go to row %1</source>
        <translation>%1行目へ移動</translation>
    </message>
</context>
<context>
    <name>onsa::ui::CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation>コマンドを検索</translation>
    </message>
    <message>
        <source>Type a part of the name</source>
        <translation>名前の一部を入力</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>%1   (%2)</source>
        <translation>%1   （%2）</translation>
    </message>
</context>
<context>
    <name>onsa::ui::CompareFlow</name>
    <message>
        <source>Put the saved text back</source>
        <translation>保存した内容に戻す</translation>
    </message>
    <message>
        <source>Take the other text</source>
        <translation>別のファイルの内容にする</translation>
    </message>
    <message>
        <source>Compare with a file</source>
        <translation>別のファイルと比較</translation>
    </message>
    <message>
        <source>Data sets (*.jsonl *.ndjson)</source>
        <translation>データセット (*.jsonl *.ndjson)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Add a row of another file</source>
        <translation>別のファイルの行を追加</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ConflictsDialog</name>
    <message>
        <source>Rows changed twice</source>
        <translation>両方で変更された行</translation>
    </message>
    <message>
        <source>These rows were edited here and by another program. The file’s text is what you see in the table; choose the rows where your text should stand instead.</source>
        <translation>これらの行は、ここでの編集と別のプログラムの両方で変更されています。表にはファイルの内容が表示されています。自分の文章に置き換える行を選んでください。</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>編集前</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>自分の編集</translation>
    </message>
    <message>
        <source>In the file now</source>
        <translation>現在のファイル</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>(not known)</source>
        <translation>（不明）</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>（削除）</translation>
    </message>
    <message>
        <source>(gone)</source>
        <translation>（なし）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Use mine for the selected rows</source>
        <translation>選んだ行に自分の編集を使う</translation>
    </message>
    <message>
        <source>Use my text</source>
        <translation>自分の編集を使用</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ConvertDialog</name>
    <message>
        <source>Convert</source>
        <translation>変換</translation>
    </message>
    <message>
        <source>Prompts and completions to conversations</source>
        <translation>プロンプトと補完を会話に</translation>
    </message>
    <message>
        <source>Conversations to prompts and completions</source>
        <translation>会話をプロンプトと補完に</translation>
    </message>
    <message>
        <source>Instructions at the start of every conversation</source>
        <translation>すべての会話の最初に置く指示</translation>
    </message>
    <message>
        <source>Optional. For example: You are the help desk of a clinic. Answer briefly.</source>
        <translation>省略できます。例：あなたは診療所の受付です。短く答えてください。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Progress of the conversion</source>
        <translation>変換の進み具合</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Looking at the rows…</source>
        <translation>行を調べています…</translation>
    </message>
    <message>
        <source>There is nothing to convert in these rows.</source>
        <translation>この中に変換する行はありません。</translation>
    </message>
    <message>
        <source>Rows that will be converted: %1. Undo takes it back in one step.</source>
        <translation>%1行を変換します。「元に戻す」1回で取り消せます。</translation>
    </message>
    <message>
        <source>Conversations that lose their instructions (system): %1.</source>
        <translation>%1件の会話で、指示（system）が失われます。</translation>
    </message>
    <message>
        <source>Conversations that lose weights, names or other details of their messages: %1.</source>
        <translation>%1件の会話で、メッセージの重みや名前などが失われます。</translation>
    </message>
    <message>
        <source>Rows that are so already: %1.</source>
        <translation>%1行はすでにその形です。</translation>
    </message>
    <message>
        <source>Conversations of more than one question and one answer, which stay as they are: %1.</source>
        <translation>%1件の会話には、質問と答えが2つ以上あります。そのまま残します。</translation>
    </message>
    <message>
        <source>Rows of another kind or with errors, which stay as they are: %1.</source>
        <translation>%1行は別の種類か、エラーのある行です。そのまま残します。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::DataTable</name>
    <message>
        <source>Rows of the data set</source>
        <translation>データセットの行</translation>
    </message>
</context>
<context>
    <name>onsa::ui::DatasetPage</name>
    <message>
        <source>Sample data</source>
        <translation>サンプルデータ</translation>
    </message>
    <message>
        <source>New data set</source>
        <translation>新しいデータセット</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>元に戻す：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>やり直す：%1</translation>
    </message>
    <message>
        <source>All edits safe, not saved to the file yet</source>
        <translation>編集はすべて保管済み、ファイルには未保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>Writing edits…</source>
        <translation>編集を保管しています…</translation>
    </message>
    <message>
        <source>Edits cannot be kept safe. Save now.</source>
        <translation>編集を保管できません。今すぐ保存してください。</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1行</translation>
    </message>
    <message>
        <source> · %1 tokens</source>
        <translation> · %1トークン</translation>
    </message>
    <message>
        <source> · longest %1 of %2</source>
        <translation> · 最長 %1 / 上限 %2</translation>
    </message>
    <message>
        <source>Go to row</source>
        <translation>行へ移動</translation>
    </message>
    <message>
        <source>Row (1 to %1)</source>
        <translation>行（1～%1）</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Progress of saving</source>
        <translation>保存の進み具合</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>Replace %1 places</source>
        <translation>%1 か所を置換</translation>
    </message>
    <message>
        <source>Nothing was replaced.</source>
        <translation>置換したところはありません。</translation>
    </message>
    <message>
        <source>Replaced %1 places in %2 texts. Undo brings them back.</source>
        <translation>%2個の文で %1 か所を置換しました。「元に戻す」で取り消せます。</translation>
    </message>
    <message>
        <source>There is nothing to paste yet. Copy two columns in Excel first.</source>
        <translation>貼り付けるものがまだありません。先に Excel で2列をコピーしてください。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>キャンセルしました。何も変更されていません。</translation>
    </message>
    <message>
        <source>Changing many rows…</source>
        <translation>多くの行を変更しています…</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>コピーしています…</translation>
    </message>
    <message>
        <source>The unsaved edits of %1 are safe. They are there again when you open it.</source>
        <translation>%1 の保存していない編集は安全に保管されています。次に開いたときに戻ります。</translation>
    </message>
    <message>
        <source> · %1 rows will be cut</source>
        <translation>・%1行は途中で切られます</translation>
    </message>
    <message>
        <source> · about %1 tokens billed in %2 rounds</source>
        <translation>・%2エポックで約%1トークンの請求</translation>
    </message>
    <message>
        <source>None of the chosen rows has this finding. Choose rows in the table.</source>
        <translation>選択した行に、この気になる点はありません。表で行を選んでください。</translation>
    </message>
    <message>
        <source>Changed %1 rows. Undo takes it back.</source>
        <translation>%1行を変更しました。「元に戻す」で元に戻せます。</translation>
    </message>
    <message>
        <source>No line of this file can be read as a row. Onsa reads JSON Lines: one {&quot;prompt&quot;: …, &quot;completion&quot;: …} per line. Open another file, or choose a line to see and repair it; the file itself was not changed.</source>
        <translation>このファイルには、行として読めるものがありません。音叉が読むのは JSON Lines で、1行に1つ {&quot;prompt&quot;: …, &quot;completion&quot;: …} を書いたものです。別のファイルを開くか、行を選んで内容を確かめ、修復してください。ファイルそのものは変わっていません。</translation>
    </message>
    <message>
        <source>Open another file…</source>
        <translation>別のファイルを開く…</translation>
    </message>
    <message>
        <source>%1 could not be opened.</source>
        <translation>「%1」を開けませんでした。</translation>
    </message>
    <message>
        <source>%1 could not be saved. Your edits are still here.</source>
        <translation>「%1」を保存できませんでした。編集した内容は、ここに残っています。</translation>
    </message>
    <message>
        <source>Delete %1 rows</source>
        <translation>%1行を削除</translation>
    </message>
    <message>
        <source>Delete rows</source>
        <translation>行を削除</translation>
    </message>
    <message>
        <source>Duplicate %1 rows</source>
        <translation>%1行を複製</translation>
    </message>
    <message>
        <source>Duplicate rows</source>
        <translation>行を複製</translation>
    </message>
    <message>
        <source>Clear cells in %1 rows</source>
        <translation>%1行のセルを消去</translation>
    </message>
    <message>
        <source>Clear cells</source>
        <translation>セルの消去</translation>
    </message>
    <message>
        <source>The table is sorted. Rows can be moved in the order of the data set: choose In the order of the data set (Alt+Shift+Home) first.</source>
        <translation>表は並べ替えて表示されています。行を移動できるのはデータセットの順のときです。先に「データセットの順に戻す」（Alt+Shift+Home）を選んでください。</translation>
    </message>
    <message>
        <source>Most lines of this file are not UTF-8: it was probably written as Shift_JIS or EUC-JP. All of it can be converted in one step; the file itself changes when you save.</source>
        <translation>このファイルのほとんどの行はUTF-8ではありません。Shift_JISかEUC-JPで書かれたようです。一度にすべて変換できます。ファイル自体は保存するまで変わりません。</translation>
    </message>
    <message>
        <source>Convert all rows…</source>
        <translation>すべての行を変換…</translation>
    </message>
    <message>
        <source>Variants: all are right</source>
        <translation>言い換え：どれも正しい</translation>
    </message>
    <message>
        <source> · %1</source>
        <translation> · %1</translation>
    </message>
    <message>
        <source>Rows can be moved while all of them are shown in document order. Choose “All” above the table first.</source>
        <translation>行を移動できるのは、すべての行を元の順序で表示しているときです。まず表の上の「すべて」を選んでください。</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1行</translation>
    </message>
</context>
<context>
    <name>onsa::ui::DiffView</name>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Prompt:</source>
        <translation>プロンプト：</translation>
    </message>
    <message>
        <source>Completion:</source>
        <translation>補完：</translation>
    </message>
    <message>
        <source>Preferred:</source>
        <translation>望ましい回答：</translation>
    </message>
    <message>
        <source>Not preferred:</source>
        <translation>望ましくない回答：</translation>
    </message>
    <message>
        <source> – not learned</source>
        <translation>（学習しない）</translation>
    </message>
    <message>
        <source>… %1 characters …</source>
        <translation>… %1文字 …</translation>
    </message>
</context>
<context>
    <name>onsa::ui::DocumentSafety</name>
    <message>
        <source>Save a copy…</source>
        <translation>コピーを保存…</translation>
    </message>
    <message>
        <source>Another window has this data set open, so it can only be read here. Save a copy to edit it.</source>
        <translation>このデータセットは別のウィンドウで開いているため、ここでは閲覧のみできます。編集するにはコピーを保存してください。</translation>
    </message>
    <message>
        <source>This file is write-protected. You can edit, and your edits are kept, but they can only be saved under another name.</source>
        <translation>このファイルは書き込みが禁止されています。編集はでき、内容も残りますが、保存は別の名前でのみ行えます。</translation>
    </message>
    <message>
        <source>Restored one edit that was not saved.</source>
        <translation>保存していなかった編集を1件、元に戻しました。</translation>
    </message>
    <message>
        <source>Restored %1 edits from %2 that were not saved.</source>
        <translation>%2 以降の保存していなかった編集を%1件、元に戻しました。</translation>
    </message>
    <message>
        <source>Restored %1 edits that were not saved.</source>
        <translation>保存していなかった編集を%1件、元に戻しました。</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Undo all</source>
        <translation>すべて取り消す</translation>
    </message>
    <message>
        <source>Undo all unsaved edits</source>
        <translation>保存していない編集をすべて取り消す</translation>
    </message>
    <message>
        <source>Rows that you had edited were changed by another program as well: %1. Nothing was applied to them.</source>
        <translation>編集した行のうち%1行が、別のプログラムでも変更されています。これらの行には何も反映していません。</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比較…</translation>
    </message>
    <message>
        <source>Text was being typed when Onsa ended at %1: “%2”</source>
        <translation>Onsaが %1 に終了したとき、入力中の文章がありました：「%2」</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Save mine as…</source>
        <translation>自分の内容を別名で保存…</translation>
    </message>
    <message>
        <source>The file is no longer there: another program moved or deleted it. Your rows are still here.</source>
        <translation>ファイルが見つかりません。別のプログラムが移動または削除しました。行の内容はここに残っています。</translation>
    </message>
    <message>
        <source>Another program has changed this file.</source>
        <translation>別のプログラムがこのファイルを変更しました。</translation>
    </message>
    <message>
        <source>Reload and merge</source>
        <translation>読み込み直して統合</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>別の場所に保存…</translation>
    </message>
    <message>
        <source>Your last edits are only in memory, because they could not be written to the disk. Free some space or save to another disk now.</source>
        <translation>直前の編集をディスクに書き込めず、メモリーにのみ残っています。今すぐ空きを作るか、別のディスクに保存してください。</translation>
    </message>
    <message>
        <source>The disk is full: your edits are safe for about %1 more. Free some space or save to another disk.</source>
        <translation>ディスクに空きがありません。あと約%1件の編集までは安全に残せます。空きを作るか、別のディスクに保存してください。</translation>
    </message>
    <message>
        <source>The usual folder for unsaved edits cannot be written. They are kept in %1.</source>
        <translation>保存していない編集を残す通常のフォルダーに書き込めません。%1 に残しています。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::EmptyState</name>
    <message>
        <source>Start with examples</source>
        <translation>例から始めましょう</translation>
    </message>
    <message>
        <source>Each row is one example: a prompt, and the completion that the model should learn to give. Ten rows are enough to begin; fifty work better.</source>
        <translation>1行が1つの例です。プロンプトと、モデルに覚えてほしい補完を書きます。10行あれば始められ、50行あるとさらによくなります。</translation>
    </message>
    <message>
        <source>Type here</source>
        <translation>ここに入力</translation>
    </message>
    <message>
        <source>Adds a first row to write in</source>
        <translation>最初の行を追加して入力します</translation>
    </message>
    <message>
        <source>Paste from Excel</source>
        <translation>Excel から貼り付け</translation>
    </message>
    <message>
        <source>Two columns: prompts on the left, completions on the right</source>
        <translation>2列：左がプロンプト、右が補完</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>ファイルを開く…</translation>
    </message>
    <message>
        <source>JSON Lines (.jsonl), as fine-tuning services use it</source>
        <translation>JSON Lines（.jsonl）。ファインチューニングのサービスで使われる形式です</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>サンプルを試す</translation>
    </message>
    <message>
        <source>Questions and answers of a made-up company, ready to train on</source>
        <translation>架空の会社の質問と回答です。すぐに学習に使えます</translation>
    </message>
</context>
<context>
    <name>onsa::ui::EngineForm</name>
    <message>
        <source>Last lines of the engine&apos;s log</source>
        <translation>エンジンのログの最後の数行</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>Trains and answers here, free, without an account; nothing leaves this computer. No key is needed.</source>
        <translation>学習も回答も、無料、アカウント不要で、このコンピューターの中で行います。データは外に出ません。キーは不要です。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ErrorBanner</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ExchangeFlow</name>
    <message>
        <source>the sample data</source>
        <translation>サンプルデータ</translation>
    </message>
    <message>
        <source>the new data set</source>
        <translation>新しいデータセット</translation>
    </message>
    <message>
        <source>Import %1 rows</source>
        <translation>%1行のインポート</translation>
    </message>
    <message>
        <source>Imported %1 rows.</source>
        <translation>%1行をインポートしました。</translation>
    </message>
    <message>
        <source>Imported %1 rows. %2 could not be read and were left out.</source>
        <translation>%1行をインポートしました。%2行は読み取れなかったため、取り込んでいません。</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>一覧を見る</translation>
    </message>
    <message>
        <source>Rows that were left out</source>
        <translation>取り込まなかった行</translation>
    </message>
    <message>
        <source>… and %1 more.</source>
        <translation>…ほかに%1行あります。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Tables, data sets and texts (*.csv *.tsv *.xlsx *.json *.jsonl *.ndjson *.txt *.md)</source>
        <translation>表、データセット、テキスト (*.csv *.tsv *.xlsx *.json *.jsonl *.ndjson *.txt *.md)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>my-data.jsonl</source>
        <translation>データ.jsonl</translation>
    </message>
    <message>
        <source>Exported %1 rows to %2.</source>
        <translation>%1行を %2 にエクスポートしました。</translation>
    </message>
    <message>
        <source>Convert %1 rows to conversations</source>
        <translation>%1行を会話に変換</translation>
    </message>
    <message>
        <source>Convert %1 rows to pairs</source>
        <translation>%1行をプロンプトと補完に変換</translation>
    </message>
    <message>
        <source>Converted %1 rows. Undo takes it back.</source>
        <translation>%1行を変換しました。「元に戻す」で取り消せます。</translation>
    </message>
    <message>
        <source>Wrote %1 rows to %2 and %3 rows to %4.</source>
        <translation>%2 に%1行、%4 に%3行を書き出しました。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選ぶ…</translation>
    </message>
    <message>
        <source>Write a note of counts and hashes beside it (.meta.json)</source>
        <translation>件数とハッシュ値のメモを一緒に書き出す（.meta.json）</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Rows that will be left out</source>
        <translation>書き出さない行</translation>
    </message>
    <message>
        <source>Double-click shows the row</source>
        <translation>ダブルクリックするとその行を表示します</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>エクスポートの進み具合</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Looking at the rows…</source>
        <translation>行を調べています…</translation>
    </message>
    <message>
        <source>A sheet has room for 1,048,575 rows, and these are %1. Export as CSV, or fewer rows at a time.</source>
        <translation>シートに入るのは1,048,575行までですが、%1行あります。CSV でエクスポートするか、行を分けてください。</translation>
    </message>
    <message>
        <source>%1 of %2 rows will be written.</source>
        <translation>%2行のうち%1行を書き出します。</translation>
    </message>
    <message>
        <source>Rows with errors: %1. Correct them first, or export without them.</source>
        <translation>%1行にエラーがあります。先に直すか、その行を除いてエクスポートしてください。</translation>
    </message>
    <message>
        <source>Rows with a text longer than the 32,767 characters that a cell of Excel holds: %1.</source>
        <translation>%1行に、Excel のセルに入る32,767文字を超える文章があります。</translation>
    </message>
    <message>
        <source>Rows of a kind that this format cannot hold: %1.</source>
        <translation>%1行は、この形式では表せない種類の行です。</translation>
    </message>
    <message>
        <source>When the file is imported again:</source>
        <translation>このファイルをもう一度インポートすると：</translation>
    </message>
    <message>
        <source>Row %1: %2</source>
        <translation>%1行目：%2</translation>
    </message>
    <message>
        <source>It does not fit into this format.</source>
        <translation>この形式には入りません。</translation>
    </message>
    <message>
        <source>Export without those rows</source>
        <translation>その行を除いてエクスポート</translation>
    </message>
    <message>
        <source>Choose a file first.</source>
        <translation>先にファイルを選んでください。</translation>
    </message>
    <message>
        <source>This is the open data set itself. Choose another name for the export.</source>
        <translation>いま開いているデータセットそのものです。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>There is a file of that name already. Press the button again to replace it.</source>
        <translation>同じ名前のファイルがあります。置き換える場合は、もう一度ボタンを押してください。</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>%1 を書き出しています…</translation>
    </message>
    <message>
        <source>The export was stopped. Nothing was written.</source>
        <translation>エクスポートを中止しました。何も書き出していません。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::FileFlow</name>
    <message>
        <source>Open a data set</source>
        <translation>データセットを開く</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Save the data set</source>
        <translation>データセットを保存</translation>
    </message>
    <message>
        <source>Data sets (*.jsonl)</source>
        <translation>データセット (*.jsonl)</translation>
    </message>
    <message>
        <source>my-data.jsonl</source>
        <translation>my-data.jsonl</translation>
    </message>
    <message>
        <source>the sample data</source>
        <translation>サンプルデータ</translation>
    </message>
    <message>
        <source>the new data set</source>
        <translation>新しいデータセット</translation>
    </message>
    <message>
        <source>Save the changes to %1?</source>
        <translation>%1 への変更を保存しますか？</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Don’t save</source>
        <translation>保存しない</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Discard the edits since the last save?</source>
        <translation>前回の保存からの編集を破棄しますか？</translation>
    </message>
    <message>
        <source>%1 goes back to the file as it was last saved.</source>
        <translation>%1 は、最後に保存したファイルの内容に戻ります。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Changes that are not saved are kept for 30 days: File, Bring back discarded edits.</source>
        <translation>保存しない変更は30日間残ります。「ファイル」の「破棄した編集を元に戻す」で戻せます。</translation>
    </message>
    <message>
        <source>Data sets, tables and texts (*.jsonl *.ndjson *.json *.csv *.tsv *.xlsx *.txt)</source>
        <translation>データセット、表、テキスト (*.jsonl *.ndjson *.json *.csv *.tsv *.xlsx *.txt)</translation>
    </message>
    <message>
        <source>Write over %1?</source>
        <translation>%1 に上書きしますか？</translation>
    </message>
    <message>
        <source>Nothing can be added to the folder of this file, so Onsa cannot save beside it and swap the two. It can write over the file itself. The old version is kept in Onsa’s own folder first, and if the computer stops in the middle, Onsa finishes when you open the file again.</source>
        <translation>このファイルのフォルダーには何も追加できないため、隣に保存してから入れ替える通常の方法が使えません。ファイルに直接上書きすることはできます。先に以前の版を Onsa のフォルダーに保管し、途中でコンピューターが止まっても、次にファイルを開いたときに続きを書き込みます。</translation>
    </message>
    <message>
        <source>Write over it</source>
        <translation>上書きする</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>別の場所に保存…</translation>
    </message>
</context>
<context>
    <name>onsa::ui::FilterChips</name>
    <message>
        <source>All %1</source>
        <translation>すべて %1</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Problems %1</source>
        <translation>問題 %1</translation>
    </message>
    <message>
        <source>Count tokens for</source>
        <translation>トークンを数えるモデル</translation>
    </message>
    <message>
        <source>Whose tokens the table and the status bar count</source>
        <translation>表とステータスバーで、どのモデルのトークンを数えるか</translation>
    </message>
    <message>
        <source>Tokens: starter model</source>
        <translation>トークン：スターターモデル</translation>
    </message>
    <message>
        <source>Tokens: GPT-4o and newer</source>
        <translation>トークン：GPT-4o以降</translation>
    </message>
    <message>
        <source>Tokens: GPT-4, GPT-3.5, davinci-002</source>
        <translation>トークン：GPT-4、GPT-3.5、davinci-002</translation>
    </message>
    <message>
        <source>Filter…</source>
        <translation>フィルター…</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>ビュー</translation>
    </message>
    <message>
        <source>Show only some rows (Ctrl+Shift+L)</source>
        <translation>条件に合う行だけを表示します（Ctrl+Shift+L）</translation>
    </message>
    <message>
        <source>Saved filters, sorting and columns</source>
        <translation>保存したフィルター・並べ替え・列</translation>
    </message>
</context>
<context>
    <name>onsa::ui::FilterDialog</name>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>気になる点</translation>
    </message>
    <message>
        <source>What it contains</source>
        <translation>含まれる語</translation>
    </message>
    <message>
        <source>From</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>To</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Show the other rows instead</source>
        <translation>条件に合わない行を表示する</translation>
    </message>
    <message>
        <source>Show only some rows</source>
        <translation>行のフィルター</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>上限なし</translation>
    </message>
    <message>
        <source>to</source>
        <translation>～</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>テキスト(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Condition</source>
        <translation>条件(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>&amp;Words</source>
        <translation>語(&amp;W)</translation>
    </message>
    <message>
        <source>C&amp;haracters</source>
        <translation>文字数(&amp;H)</translation>
    </message>
    <message>
        <source>T&amp;okens</source>
        <translation>トークン数(&amp;O)</translation>
    </message>
    <message>
        <source>F&amp;inding</source>
        <translation>気になる点(&amp;I)</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>パターン</translation>
    </message>
    <message>
        <source>Capitals, full width and half width, hiragana and katakana count as the same.</source>
        <translation>大文字と小文字、全角と半角、ひらがなとカタカナは区別しません。</translation>
    </message>
    <message>
        <source>No check has found anything yet. Data → Check (F7) looks at all rows.</source>
        <translation>まだ気になる点は見つかっていません。「データ」→「検査」（F7）ですべての行を調べます。</translation>
    </message>
    <message>
        <source>The second number is smaller than the first.</source>
        <translation>最大が最小より小さくなっています。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>&amp;State</source>
        <translation>状態(&amp;S)</translation>
    </message>
</context>
<context>
    <name>onsa::ui::FindBar</name>
    <message>
        <source>Find in all rows</source>
        <translation>すべての行を検索</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>置換後の文字列</translation>
    </message>
    <message>
        <source>Exactly as written</source>
        <translation>表記を区別</translation>
    </message>
    <message>
        <source>Off: upper and lower case, full and half width, hiragana and katakana are the same</source>
        <translation>オフ：大文字と小文字、全角と半角、ひらがなとカタカナを区別しません</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>パターン</translation>
    </message>
    <message>
        <source>The text is a regular expression; $1 in the replacement is its first group</source>
        <translation>検索する文字列は正規表現です。置換後の文字列の $1 は最初のグループを表します</translation>
    </message>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation>前を検索（Shift+F3）</translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation>次を検索（F3）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>閉じる（Esc）</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>置換</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>すべて置換</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>Rows found: %1</source>
        <translation>見つかった行：%1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1／%2</translation>
    </message>
    <message>
        <source>Not found in the rows shown</source>
        <translation>表示中の行にはありません</translation>
    </message>
    <message>
        <source>Found in the rows shown: %1</source>
        <translation>表示中で見つかった行：%1</translation>
    </message>
</context>
<context>
    <name>onsa::ui::FineTuneWizard</name>
    <message>
        <source>&amp;Start</source>
        <translation>開始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>次へ(&amp;N)</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>ファインチューニング</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>検査</translation>
    </message>
    <message>
        <source>Where and which model</source>
        <translation>学習の場所とモデル</translation>
    </message>
    <message>
        <source>How</source>
        <translation>学び方</translation>
    </message>
    <message>
        <source>Review and start</source>
        <translation>確認して開始</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Close without training? What you chose here is forgotten; your data stays.</source>
        <translation>学習せずに閉じますか？ここで選んだ内容は失われますが、データは残ります。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::FixPreview</name>
    <message>
        <source>There is nothing that can be changed with certainty.</source>
        <translation>確実に直せるものはありません。</translation>
    </message>
    <message>
        <source>%1: rows that change: %2</source>
        <translation>%1：%2行が変わります</translation>
    </message>
    <message>
        <source>Rows before and after</source>
        <translation>変更前と変更後の行</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>（削除）</translation>
    </message>
    <message>
        <source>The first %1 are shown.</source>
        <translation>最初の%1行を表示しています。</translation>
    </message>
    <message>
        <source>Rows that stay as they are, because there is no certain fix for them: %1.</source>
        <translation>確実な直し方がない%1行は、そのままにします。</translation>
    </message>
    <message>
        <source>The same value gets the same mask. Which mask stands for which value is kept on this computer, outside the file.</source>
        <translation>同じ値は同じ伏せ字になります。伏せ字と値の対応は、ファイルの外、このコンピューターの中だけに保管します。</translation>
    </message>
    <message>
        <source>Undo takes all of it back in one step.</source>
        <translation>「元に戻す」を1回行うと、すべて元に戻ります。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Change rows: %1</source>
        <translation>%1行を変更</translation>
    </message>
    <message>
        <source>Masks that were not made for this data set on this computer stay.</source>
        <translation>このコンピューターでこのデータセットのために作られたものではない伏せ字は、そのまま残ります。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ForecastWords</name>
    <message>
        <source>English</source>
        <translation>英語</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 and others</source>
        <translation>%1など</translation>
    </message>
    <message>
        <source>%1 billion parameters</source>
        <translation>%1Bパラメーター</translation>
    </message>
    <message>
        <source>%1 million parameters</source>
        <translation>%1Mパラメーター</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1時間</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1時間%2分</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>Fits in memory (≈ %1 of %2 free)</source>
        <translation>メモリーに収まります（空き%2のうち約%1）</translation>
    </message>
    <message>
        <source>takes ≈ %1</source>
        <translation>所要時間 約%1</translation>
    </message>
    <message>
        <source>Too large for this computer: training needs ≈ %1 of memory, and it has %2. Choose a smaller model.</source>
        <translation>このコンピューターには大きすぎます。学習に約%1のメモリーが必要ですが、搭載メモリーは%2です。小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>Does not fit now: training needs ≈ %1 of memory, and %2 are free. Close other programs, or choose a smaller model or batch size.</source>
        <translation>今はメモリーに収まりません。学習に約%1が必要ですが、空きは%2です。ほかのプログラムを閉じるか、小さいモデルまたはバッチサイズを選んでください。</translation>
    </message>
    <message>
        <source>%1 rounds through the data</source>
        <translation>データのくり返しは%1回</translation>
    </message>
    <message>
        <source>%1: few rows need many rounds to be remembered.</source>
        <translation>%1：行が少ないので、覚えるまでに多くくり返します。</translation>
    </message>
    <message>
        <source>%1: with this many rows, fewer rounds are enough.</source>
        <translation>%1：この行数なら、少なめのくり返しで足ります。</translation>
    </message>
    <message>
        <source>%1: the answers differ from row to row, and each must be remembered.</source>
        <translation>%1：回答が行ごとに異なり、一つずつ覚える必要があるためです。</translation>
    </message>
    <message>
        <source>%1: so many rows teach in few rounds.</source>
        <translation>%1：行が多いので、少ないくり返しで学べます。</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1 rows at a time</source>
        <translation>一度に%1行</translation>
    </message>
    <message>
        <source>%1: small steps suit small data.</source>
        <translation>%1：少ないデータでは、細かく進むほうがよく学べます。</translation>
    </message>
    <message>
        <source>%1: larger steps are steadier when there are many rows.</source>
        <translation>%1：行が多いときは、まとめて進むほうが安定します。</translation>
    </message>
    <message>
        <source>Learning rate multiplier %1</source>
        <translation>学習率の倍率 %1</translation>
    </message>
    <message>
        <source>%1: as bold as suits a model of this size.</source>
        <translation>%1：この大きさのモデルに合った更新の大きさです。</translation>
    </message>
    <message>
        <source>That makes %1 steps.</source>
        <translation>全部で%1ステップです。</translation>
    </message>
    <message>
        <source>That makes %1 steps, ≈ %2.</source>
        <translation>全部で%1ステップ、約%2です。</translation>
    </message>
    <message>
        <source>Good for: seeing what tuning does, within seconds. It knows little beyond what you teach it; do not rely on its answers.</source>
        <translation>向いている用途：チューニングで何が起きるかを、数秒で確かめること。教えたこと以外はほとんど知りません。答えをそのまま信用しないでください。</translation>
    </message>
    <message>
        <source>Good for: fixed answers to one kind of question, short texts, sorting into classes.</source>
        <translation>向いている用途：一種類の質問への決まった答え、短い文章、分類。</translation>
    </message>
    <message>
        <source>Good for: answers in your own wording to many kinds of questions in one field.</source>
        <translation>向いている用途：一つの分野のさまざまな質問に、自分の言い回しで答えること。</translation>
    </message>
    <message>
        <source>Good for: longer answers that combine what you teach with what it knows. Tuning takes long on a computer without a graphics card.</source>
        <translation>向いている用途：教えたことと元の知識を合わせた、長めの答え。グラフィックボードのないコンピューターでは、チューニングに長い時間がかかります。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::FrozenColumns</name>
    <message>
        <source>Columns that stay in sight</source>
        <translation>固定した列</translation>
    </message>
</context>
<context>
    <name>onsa::ui::HelpWindow</name>
    <message>
        <source>Onsa help</source>
        <translation>音叉のヘルプ</translation>
    </message>
    <message>
        <source>Help pages</source>
        <translation>ヘルプのページ</translation>
    </message>
    <message>
        <source>Help text</source>
        <translation>ヘルプの本文</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>文字を入力</translation>
    </message>
    <message>
        <source>replaces the cell</source>
        <translation>セルの内容を置き換えます</translation>
    </message>
    <message>
        <source>edits the cell; so does a double click</source>
        <translation>セルを編集します（ダブルクリックでも同じです）</translation>
    </message>
    <message>
        <source>keeps the edit and goes down or up</source>
        <translation>編集を確定し、下または上へ進みます</translation>
    </message>
    <message>
        <source>keeps the edit and goes right or left</source>
        <translation>編集を確定し、右または左へ進みます</translation>
    </message>
    <message>
        <source>starts a new line in the cell</source>
        <translation>セルの中で改行します</translation>
    </message>
    <message>
        <source>takes the edit back; stops an answer</source>
        <translation>編集を取り消します。回答中は停止します</translation>
    </message>
    <message>
        <source>asks in the Playground</source>
        <translation>プレイグラウンドで質問します</translation>
    </message>
</context>
<context>
    <name>onsa::ui::HistogramView</name>
    <message>
        <source>%1: %2 rows</source>
        <translation>%1：%2行</translation>
    </message>
    <message>
        <source>%1 to %2: %3 rows</source>
        <translation>%1～%2：%3行</translation>
    </message>
</context>
<context>
    <name>onsa::ui::HistoryList</name>
    <message>
        <source>Clear…</source>
        <translation>消去…</translation>
    </message>
    <message>
        <source>Clear the history</source>
        <translation>履歴を消去</translation>
    </message>
    <message>
        <source>Questions asked before</source>
        <translation>これまでの質問</translation>
    </message>
    <message>
        <source>Forget the questions and answers asked here? The data set stays.</source>
        <translation>ここでの質問と回答を消去しますか？データセットは残ります。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>History (%1)</source>
        <translation>履歴（%1）</translation>
    </message>
</context>
<context>
    <name>onsa::ui::HistoryModel</name>
    <message>
        <source>The file as it was opened first</source>
        <translation>最初に開いたときのファイル</translation>
    </message>
    <message>
        <source>%1   %2</source>
        <translation>%1&#x3000;%2</translation>
    </message>
    <message>
        <source> (saved)</source>
        <translation>（保存済み）</translation>
    </message>
    <message>
        <source>, now</source>
        <translation>、現在</translation>
    </message>
    <message>
        <source>, undone</source>
        <translation>、取り消し済み</translation>
    </message>
</context>
<context>
    <name>onsa::ui::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Close the history</source>
        <translation>履歴を閉じる</translation>
    </message>
    <message>
        <source>Steps of the history</source>
        <translation>履歴の手順</translation>
    </message>
</context>
<context>
    <name>onsa::ui::HowPage</name>
    <message>
        <source>Name of the result</source>
        <translation>結果の名前</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Choose the settings myself</source>
        <translation>設定を自分で選ぶ</translation>
    </message>
    <message>
        <source>&amp;Name of the result</source>
        <translation>結果の名前(&amp;N)</translation>
    </message>
    <message>
        <source>You find the tuned model under this name in the jobs and in the playground.</source>
        <translation>チューニング後のモデルは、この名前でジョブとプレイグラウンドに表示されます。</translation>
    </message>
    <message>
        <source>How to train</source>
        <translation>学び方</translation>
    </message>
    <message>
        <source>Rounds through the data (epochs)</source>
        <translation>データをくり返す回数（エポック）</translation>
    </message>
    <message>
        <source>More rounds remember the wording better; too many only repeat it.</source>
        <translation>増やすと言い回しをよく覚えますが、多すぎると丸暗記になります。</translation>
    </message>
    <message>
        <source>Pairs per step (batch size)</source>
        <translation>一度に学ぶ組の数（バッチサイズ）</translation>
    </message>
    <message>
        <source>Fewer learn faster from little data; more make each step steadier.</source>
        <translation>減らすと少ないデータでも早く覚え、増やすと一回ごとの変化が安定します。</translation>
    </message>
    <message>
        <source>Learning rate multiplier</source>
        <translation>学習率の倍率</translation>
    </message>
    <message>
        <source>How boldly each step changes the model. Higher is faster and rougher; lower it when the loss jumps.</source>
        <translation>一回の更新でモデルをどれだけ大きく変えるかです。上げると早く、粗くなります。損失が大きくはねるときは下げてください。</translation>
    </message>
    <message>
        <source>Prompt loss weight</source>
        <translation>プロンプト損失の重み</translation>
    </message>
    <message>
        <source>How much the model also learns to write the prompts: 0 not at all, 1 as much as the answers.</source>
        <translation>プロンプトの文も書けるように学ぶ度合いです。0なら学ばず、1なら答えと同じだけ学びます。</translation>
    </message>
    <message>
        <source>Size of the adapter (rank)</source>
        <translation>アダプターの大きさ（ランク）</translation>
    </message>
    <message>
        <source>How much can be stored. Larger remembers more and takes more time and memory.</source>
        <translation>覚えられる量です。大きくすると多くを覚えますが、時間とメモリーも多く使います。</translation>
    </message>
    <message>
        <source>Held back for testing (validation share)</source>
        <translation>試験のために残す割合（検証の割合）</translation>
    </message>
    <message>
        <source>These rows are not trained on; they show whether the model understands or only repeats.</source>
        <translation>この行は学習に使わず、モデルが理解しているか、丸暗記しているだけかを確かめます。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>The same number, data and settings give the same model again.</source>
        <translation>同じ数、同じデータ、同じ設定なら、同じモデルができます。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Testing uses your validation file (rows: %1).</source>
        <translation>試験には検証用のファイルを使います（行数：%1）。</translation>
    </message>
    <message>
        <source>About %1 rows are held back for testing.</source>
        <translation>約%1行を試験のために残します。</translation>
    </message>
    <message>
        <source>All rows are trained on.</source>
        <translation>すべての行を学習に使います。</translation>
    </message>
    <message>
        <source>So many rows are held back that fewer than %1 would be left for training. Lower the share.</source>
        <translation>試験のために残す行が多く、学習に使える行が%1行より少なくなります。割合を下げてください。</translation>
    </message>
    <message>
        <source>Chosen for your data: how often to go through it (the fewer rows, the more rounds), how many rows at a time and how boldly to learn. What was chosen stands in the job&apos;s settings.</source>
        <translation>データに合わせて、くり返す回数（行が少ないほど多くなります）、一度に学ぶ行の数、一回の更新の大きさを選びました。選ばれた値は、ジョブの設定で確認できます。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ImportDialog</name>
    <message numerus="yes">
        <source>[%n messages] </source>
        <translation>
            <numerusform>［%nメッセージ］</numerusform>
        </translation>
    </message>
    <message>
        <source>✓ %1   ✗ %2</source>
        <translation>✓ %1   ✗ %2</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 のインポート</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 を読み込んでいます…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Kind of rows</source>
        <translation>行の種類</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Between cells</source>
        <translation>セルの区切り</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>カンマ</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>タブ</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>セミコロン</translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation>縦線</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>シート</translation>
    </message>
    <message>
        <source>One row is</source>
        <translation>1行にするのは</translation>
    </message>
    <message>
        <source>A line</source>
        <translation>1行ずつ</translation>
    </message>
    <message>
        <source>A paragraph</source>
        <translation>1段落ずつ</translation>
    </message>
    <message>
        <source>Rows become</source>
        <translation>取り込む形</translation>
    </message>
    <message>
        <source>What they are</source>
        <translation>元の形のまま</translation>
    </message>
    <message>
        <source>Prompt and completion</source>
        <translation>プロンプトと補完</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Quotation marks enclose cells</source>
        <translation>引用符でセルを囲んでいる</translation>
    </message>
    <message>
        <source>The first row names the columns</source>
        <translation>最初の行は列の名前</translation>
    </message>
    <message>
        <source>What each column becomes</source>
        <translation>各列の割り当て</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>ファイルの列</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>割り当て</translation>
    </message>
    <message>
        <source>The first rows as they will be</source>
        <translation>取り込んだ後の最初の行</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>補完</translation>
    </message>
    <message>
        <source>Add the rows to %1</source>
        <translation>%1 に行を追加する</translation>
    </message>
    <message>
        <source>New data set:</source>
        <translation>新しいデータセット：</translation>
    </message>
    <message>
        <source>File of the new data set</source>
        <translation>新しいデータセットのファイル</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選ぶ…</translation>
    </message>
    <message>
        <source>New data set</source>
        <translation>新しいデータセット</translation>
    </message>
    <message>
        <source>Data sets (*.jsonl)</source>
        <translation>データセット (*.jsonl)</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>インポートの進み具合</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>This file cannot be imported.</source>
        <translation>このファイルはインポートできません。</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>%1列目</translation>
    </message>
    <message>
        <source>%1 becomes</source>
        <translation>%1 の割り当て</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>✗ %1</source>
        <translation>✗ %1</translation>
    </message>
    <message numerus="yes">
        <source>The first %n rows</source>
        <translation>
            <numerusform>最初の%n行</numerusform>
        </translation>
    </message>
    <message>
        <source>Rows: %1</source>
        <translation>%1行</translation>
    </message>
    <message>
        <source> · The encoding is a guess: look whether the texts read well.</source>
        <translation>・文字コードは推測です。文章が正しく読めるか確かめてください。</translation>
    </message>
    <message>
        <source>Rows shown here that cannot be read and will be left out: %1.</source>
        <translation>表示中の%1行は読み取れないため、取り込みません。</translation>
    </message>
    <message>
        <source>There is a file of that name already. Choose another name.</source>
        <translation>同じ名前のファイルがあります。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>インポートしています…</translation>
    </message>
    <message>
        <source>The import was stopped. Nothing was changed.</source>
        <translation>インポートを中止しました。何も変わっていません。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::IssuesPanel</name>
    <message>
        <source>Close the list</source>
        <translation>一覧を閉じる</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>気になる点</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>検査中…</translation>
    </message>
    <message>
        <source>Row %1   %2</source>
        <translation>%1行目   %2</translation>
    </message>
    <message>
        <source>Checked %1 rows: nothing to correct</source>
        <translation>%1行を調べました：直すところはありません</translation>
    </message>
    <message>
        <source>Checked %1 rows: %2 can be used</source>
        <translation>%1行を調べました：%2行を使えます</translation>
    </message>
    <message>
        <source>Show only these rows</source>
        <translation>これらの行だけを表示</translation>
    </message>
    <message>
        <source>Only in the chosen rows…</source>
        <translation>選択した行だけ…</translation>
    </message>
    <message>
        <source>Keep as it is…</source>
        <translation>そのまま残す…</translation>
    </message>
    <message>
        <source>Search for similar rows</source>
        <translation>似た行を探す</translation>
    </message>
    <message>
        <source>%1, rows: %2</source>
        <translation>%1：%2行</translation>
    </message>
    <message>
        <source>%1: all %2…</source>
        <translation>%1：%2行すべて…</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2、%3件</translation>
    </message>
    <message>
        <source>Kept: %1. Show again</source>
        <translation>残した項目：%1件。もう一度表示</translation>
    </message>
    <message>
        <source>About the finding</source>
        <translation>見つかった点について</translation>
    </message>
    <message>
        <source>Side by side…</source>
        <translation>並べて見る…</translation>
    </message>
</context>
<context>
    <name>onsa::ui::JobDetails</name>
    <message>
        <source>About this job</source>
        <translation>このジョブについて</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Choose a job on the left to see how it goes.</source>
        <translation>左でジョブを選ぶと、進みぐあいが表示されます。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1に保存しました。</translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation>モデルに質問</translation>
    </message>
    <message>
        <source>Train again…</source>
        <translation>もう一度学習…</translation>
    </message>
    <message>
        <source>Opens the settings of this job, to be changed</source>
        <translation>このジョブの設定を開き、変更できるようにします</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>ジョブを中止</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Name of the tuned model</source>
        <translation>チューニング後のモデルの名前</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the model&apos;s name</source>
        <translation>モデルの名前をコピー</translation>
    </message>
    <message>
        <source>Settings of this job</source>
        <translation>このジョブの設定</translation>
    </message>
    <message>
        <source>No step was recorded for this job.</source>
        <translation>このジョブには記録されたステップがありません。</translation>
    </message>
    <message>
        <source>Waiting for the first step.</source>
        <translation>最初のステップを待っています。</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>ステップ%1／%2</translation>
    </message>
    <message>
        <source>≈ %1 left</source>
        <translation>残り約%1</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>所要時間：%1</translation>
    </message>
    <message>
        <source>The service gave no reason. Try again, or look at the events.</source>
        <translation>サービスから理由の説明はありませんでした。もう一度試すか、イベントを確認してください。</translation>
    </message>
    <message>
        <source>You can change the data or the settings and train again.</source>
        <translation>データや設定を変えて、もう一度学習できます。</translation>
    </message>
    <message>
        <source>The model gets its name when the job has succeeded.</source>
        <translation>ジョブが成功すると、モデルに名前が付きます。</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>ジョブID</translation>
    </message>
    <message>
        <source>Cancel the job</source>
        <translation>ジョブを中止</translation>
    </message>
    <message>
        <source>Stop training? What was learned so far is not kept as a model.</source>
        <translation>学習を止めますか？これまでに学んだ内容は、モデルとして残りません。</translation>
    </message>
    <message>
        <source>Delete the tuned model %1 from the service? The job stays in its list.</source>
        <translation>チューニング後のモデル%1をサービスから削除しますか？ジョブは一覧に残ります。</translation>
    </message>
    <message>
        <source>Delete this job with its events and results?</source>
        <translation>このジョブを、イベントと結果も含めて削除しますか？</translation>
    </message>
    <message>
        <source>Delete this job with its events and results, and the tuned model %1?</source>
        <translation>このジョブを、イベントと結果、チューニング後のモデル%1も含めて削除しますか？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>この操作は元に戻せません。</translation>
    </message>
    <message>
        <source>The tuned model was deleted.</source>
        <translation>チューニング後のモデルを削除しました。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::JobFiles</name>
    <message>
        <source>Losses of every step (CSV)</source>
        <translation>各ステップの損失（CSV）</translation>
    </message>
    <message>
        <source>The table of losses is here when the job has finished.</source>
        <translation>ジョブが終わると、ここに損失の表ができます。</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>学習データ</translation>
    </message>
    <message>
        <source>Validation data</source>
        <translation>検証データ</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>Save as: %1</source>
        <translation>名前を付けて保存：%1</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>名前を付けて保存</translation>
    </message>
</context>
<context>
    <name>onsa::ui::JobTableDelegate</name>
    <message>
        <source>Ask</source>
        <translation>質問</translation>
    </message>
</context>
<context>
    <name>onsa::ui::JobWords</name>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>ステップ %1/%2</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>ステップ %1</translation>
    </message>
    <message>
        <source>training loss %1</source>
        <translation>学習の損失 %1</translation>
    </message>
    <message>
        <source>validation loss %1</source>
        <translation>検証の損失 %1</translation>
    </message>
    <message>
        <source>Checking files</source>
        <translation>ファイルを検査中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1時間%2分</translation>
    </message>
    <message>
        <source>The job was created.</source>
        <translation>ジョブを作成しました。</translation>
    </message>
    <message>
        <source>The training data is being checked.</source>
        <translation>学習データを調べています。</translation>
    </message>
    <message>
        <source>The validation data is being checked.</source>
        <translation>検証データを調べています。</translation>
    </message>
    <message>
        <source>The data is fine. The job waits for its turn.</source>
        <translation>データに問題はありません。ジョブは順番を待っています。</translation>
    </message>
    <message>
        <source>Training started.</source>
        <translation>学習を始めました。</translation>
    </message>
    <message>
        <source>The state at step %1 was saved.</source>
        <translation>ステップ %1 の状態を保存しました。</translation>
    </message>
    <message>
        <source>Round %1 of the data is done.</source>
        <translation>エポック %1 が終わりました。</translation>
    </message>
    <message>
        <source>The tuned model is ready: %1</source>
        <translation>チューニング後のモデルができました：%1</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>終了しました。</translation>
    </message>
    <message>
        <source>The job was cancelled.</source>
        <translation>ジョブを中止しました。</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>元のモデル</translation>
    </message>
    <message>
        <source>Rounds through the data (epochs)</source>
        <translation>データをくり返す回数（エポック）</translation>
    </message>
    <message>
        <source>Pairs per step (batch size)</source>
        <translation>1ステップの組の数（バッチサイズ）</translation>
    </message>
    <message>
        <source>Learning rate multiplier</source>
        <translation>学習率の倍率</translation>
    </message>
    <message>
        <source>Prompt loss weight</source>
        <translation>プロンプト損失の重み</translation>
    </message>
    <message>
        <source>Size of the adapter (rank)</source>
        <translation>アダプターの大きさ（ランク）</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Tokens trained</source>
        <translation>学習したトークン数</translation>
    </message>
    <message>
        <source>Queued at</source>
        <translation>受付日時</translation>
    </message>
    <message>
        <source>Finished at</source>
        <translation>終了日時</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Forecast to finish at</source>
        <translation>終了予定</translation>
    </message>
    <message>
        <source>forecast ≈ %1</source>
        <translation>予測 約%1</translation>
    </message>
    <message>
        <source>%1 (forecast ≈ %2)</source>
        <translation>%1（予測 約%2）</translation>
    </message>
    <message>
        <source>Time of training</source>
        <translation>学習にかかる時間</translation>
    </message>
    <message>
        <source>Memory of training</source>
        <translation>学習に使うメモリー</translation>
    </message>
</context>
<context>
    <name>onsa::ui::JobsDock</name>
    <message>
        <source>Jobs</source>
        <translation>ジョブ</translation>
    </message>
    <message>
        <source>Show the jobs (Ctrl+J)</source>
        <translation>ジョブを表示（Ctrl+J）</translation>
    </message>
    <message>
        <source>Fold the jobs (Ctrl+J)</source>
        <translation>ジョブをたたむ（Ctrl+J）</translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;Jobs&lt;/b&gt; · %n active</source>
        <translation>
            <numerusform>&lt;b&gt;ジョブ&lt;/b&gt; · %n件が進行中</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;b&gt;Jobs&lt;/b&gt;</source>
        <translation>&lt;b&gt;ジョブ&lt;/b&gt;</translation>
    </message>
</context>
<context>
    <name>onsa::ui::JobsPanel</name>
    <message>
        <source>Details of the job</source>
        <translation>ジョブの詳細</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>ジョブ</translation>
    </message>
    <message>
        <source>No jobs yet. When your data is ready, press Fine-tune… and watch the job here.</source>
        <translation>ジョブはまだありません。データの準備ができたら「ファインチューニング…」を押し、ここで見守ってください。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::JsonField</name>
    <message>
        <source>Show or fold the JSON</source>
        <translation>JSON を表示または折りたたむ</translation>
    </message>
    <message>
        <source>%1 as JSON</source>
        <translation>%1（JSON）</translation>
    </message>
    <message>
        <source>This is not JSON yet (line %1, character %2), so the row keeps what it had.</source>
        <translation>まだ正しい JSON ではないため（%1行目、%2文字目）、行の内容は元のままです。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::KeepDialog</name>
    <message>
        <source>This row only, until it is edited</source>
        <translation>この行だけ（編集されるまで）</translation>
    </message>
    <message>
        <source>This text, wherever it stands</source>
        <translation>この文（どこにあっても）</translation>
    </message>
    <message>
        <source>All findings of this kind in this data set</source>
        <translation>このデータセットの同じ種類すべて</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>そのまま残す</translation>
    </message>
    <message>
        <source>for example: checked with the author</source>
        <translation>例：作成者に確認済み</translation>
    </message>
    <message>
        <source>&amp;Why it is right (for whoever looks next)</source>
        <translation>正しい理由（次に見る人のために）(&amp;W)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
</context>
<context>
    <name>onsa::ui::LossChart</name>
    <message>
        <source>Loss chart</source>
        <translation>損失のグラフ</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全体を表示</translation>
    </message>
    <message>
        <source>Wheel or drag to zoom, double click to show all</source>
        <translation>ホイールかドラッグで拡大・縮小、ダブルクリックで全体を表示</translation>
    </message>
    <message>
        <source>Waiting for the first step.</source>
        <translation>最初のステップを待っています。</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>なめらかに表示</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>画像を保存…</translation>
    </message>
    <message>
        <source>Save the loss chart</source>
        <translation>損失のグラフを保存</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>画像 (*.png)</translation>
    </message>
    <message>
        <source>losses</source>
        <translation>損失</translation>
    </message>
    <message>
        <source>The picture could not be written to %1. Choose another folder.</source>
        <translation>画像を%1に書き込めませんでした。別のフォルダーを選んでください。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::LossPlot</name>
    <message>
        <source>Training</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>Training, smoothed</source>
        <translation>学習（平滑化）</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>ステップ</translation>
    </message>
    <message>
        <source>Loss (lower is better)</source>
        <translation>損失（低いほどよい）</translation>
    </message>
    <message>
        <source>Losses by step.</source>
        <translation>ステップごとの損失。</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>ステップ%1</translation>
    </message>
    <message>
        <source>training %1</source>
        <translation>学習 %1</translation>
    </message>
    <message>
        <source>validation %1 (step %2)</source>
        <translation>検証 %1（ステップ%2）</translation>
    </message>
    <message>
        <source>e%1</source>
        <translation>e%1</translation>
    </message>
</context>
<context>
    <name>onsa::ui::MainWindow</name>
    <message>
        <source>Data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>プレイグラウンド</translation>
    </message>
    <message>
        <source>Added as the last row of %1.</source>
        <translation>%1の最後の行に追加しました。</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>The language changes when Onsa starts again.</source>
        <translation>言語は、音叉を次に起動したときに切り替わります。</translation>
    </message>
    <message>
        <source>Start again now</source>
        <translation>今すぐ再起動</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>Show data</source>
        <translation>データを表示</translation>
    </message>
    <message>
        <source>Show playground</source>
        <translation>プレイグラウンドを表示</translation>
    </message>
    <message>
        <source>Show or fold the jobs</source>
        <translation>ジョブを表示またはたたむ</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>コマンドを検索…</translation>
    </message>
    <message>
        <source>Onsa help</source>
        <translation>音叉のヘルプ</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>Log of the engine</source>
        <translation>エンジンのログ</translation>
    </message>
    <message>
        <source>About Onsa</source>
        <translation>音叉について</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近使ったファイルを開く</translation>
    </message>
    <message>
        <source>Open a sample</source>
        <translation>サンプルを開く</translation>
    </message>
    <message>
        <source>English sample</source>
        <translation>英語のサンプル</translation>
    </message>
    <message>
        <source>Japanese sample</source>
        <translation>日本語のサンプル</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>データ(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Tune</source>
        <translation>チューニング(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>ツールバー</translation>
    </message>
    <message>
        <source>Train a model on these rows (F9)</source>
        <translation>これらの行でモデルを学習（F9）</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>まだありません</translation>
    </message>
    <message>
        <source>Data and playground</source>
        <translation>データとプレイグラウンド</translation>
    </message>
    <message>
        <source>Go to the next part of the window</source>
        <translation>ウィンドウの次の部分へ移動</translation>
    </message>
    <message>
        <source>Go to the previous part of the window</source>
        <translation>ウィンドウの前の部分へ移動</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>並べ替え</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>確認(&amp;R)</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ModelBar</name>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Compare with base</source>
        <translation>元のモデルと比較</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>チャット</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>補完</translation>
    </message>
    <message>
        <source>Asks the model it was made from as well, side by side</source>
        <translation>元のモデルにも質問し、答えを並べて表示します</translation>
    </message>
    <message>
        <source>As a conversation; for models trained on chats</source>
        <translation>会話の形で質問します。チャットで学習したモデル向けです</translation>
    </message>
    <message>
        <source>As prompt and completion; for models trained on pairs</source>
        <translation>プロンプトと補完の形で質問します。組で学習したモデル向けです</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>モデル(&amp;M)</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ModelPicker</name>
    <message>
        <source>Filter the models, or type a name</source>
        <translation>モデルを絞り込むか、名前を入力</translation>
    </message>
    <message>
        <source>Filter, or type a model&apos;s name</source>
        <translation>絞り込むか、モデルの名前を入力</translation>
    </message>
    <message>
        <source>Base models</source>
        <translation>ベースモデル</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Look for models again</source>
        <translation>モデルをもう一度探す</translation>
    </message>
    <message>
        <source>Continue from a tuned model</source>
        <translation>チューニング後のモデルから続ける</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>元のモデル</translation>
    </message>
    <message>
        <source>%1 (came with Onsa)</source>
        <translation>%1（音叉に付属）</translation>
    </message>
    <message>
        <source>%1 (may not be tunable)</source>
        <translation>%1（チューニングできないことがあります）</translation>
    </message>
    <message>
        <source>Use “%1”</source>
        <translation>「%1」を使う</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>モデルを探しています…</translation>
    </message>
    <message>
        <source>No model matches.</source>
        <translation>当てはまるモデルがありません。</translation>
    </message>
    <message>
        <source>This model learns from prompt and completion only, but some of your rows are chats (%1). Choose another model.</source>
        <translation>このモデルが学べるのはプロンプトと補完の組だけですが、チャットの行があります（%1）。別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>None of these models fits into the memory of this computer with these rows and settings.</source>
        <translation>この行と設定では、このコンピューターのメモリーに収まるモデルがありません。</translation>
    </message>
    <message>
        <source>Training goes on from this tuned model.</source>
        <translation>このチューニング後のモデルから学習を続けます。</translation>
    </message>
    <message>
        <source>From your models folder. Larger models answer better and take longer to tune.</source>
        <translation>モデルのフォルダーにあるモデルです。大きなモデルほどよい答えになりますが、チューニングに時間がかかります。</translation>
    </message>
    <message>
        <source>Trained and kept by the service.</source>
        <translation>サービスが学習し、保管します。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ModelsFolderHint</name>
    <message>
        <source>For better answers, put the folder of a larger model (Hugging Face format, Llama or Qwen kind) into this folder and press Refresh:</source>
        <translation>もっとよい答えを得るには、大きなモデルのフォルダー（Hugging Face形式、LlamaまたはQwen系）をこのフォルダーに置き、「更新」を押してください：</translation>
    </message>
    <message>
        <source>Models folder</source>
        <translation>モデルのフォルダー</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
</context>
<context>
    <name>onsa::ui::OpeningView</name>
    <message>
        <source>How much of the file is known</source>
        <translation>ファイルの読み込みの進み具合</translation>
    </message>
    <message>
        <source>First rows of the file that is being opened</source>
        <translation>開いている途中のファイルの最初の行</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>%1 を開いています…</translation>
    </message>
    <message>
        <source>%1 rows so far.</source>
        <translation>これまでに%1行。</translation>
    </message>
    <message>
        <source>When all rows are here: %1.</source>
        <translation>すべての行が読み込まれたら「%1」を実行します。</translation>
    </message>
    <message>
        <source>The last row is shown when all are counted.</source>
        <translation>すべて数え終わったら最後の行を表示します。</translation>
    </message>
    <message>
        <source>Rows can be changed when all of them are here.</source>
        <translation>すべての行が読み込まれると編集できます。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::PartBar</name>
    <message>
        <source>Previous part of this text (Page Up at its beginning)</source>
        <translation>前の部分へ（先頭でPage Up）</translation>
    </message>
    <message>
        <source>Next part of this text (Page Down at its end)</source>
        <translation>次の部分へ（末尾でPage Down）</translation>
    </message>
    <message>
        <source>Long text: part %1 of %2</source>
        <translation>長いテキスト：%2分割中の%1番目</translation>
    </message>
</context>
<context>
    <name>onsa::ui::PersonalGuard</name>
    <message>
        <source>Send masks such as [EMAIL_1] instead; my file stays as it is</source>
        <translation>[EMAIL_1]のような伏せ字にして送る（手元のファイルはそのまま）</translation>
    </message>
    <message>
        <source>Send it as it is, because:</source>
        <translation>次の理由で、そのまま送る：</translation>
    </message>
    <message>
        <source>Why personal data may be sent</source>
        <translation>個人情報を送ってよい理由</translation>
    </message>
    <message>
        <source>for example: invented data, or there is an agreement with the service</source>
        <translation>例：架空のデータである、サービスと契約を結んでいる</translation>
    </message>
    <message>
        <source>Rows that may hold personal data or passwords: %1. They stay on this computer, but the tuned model can repeat them to whoever asks it.</source>
        <translation>%1行に、個人情報やパスワードが含まれている可能性があります。このコンピューターの外には出ませんが、チューニング後のモデルが、質問した人に答えてしまうことがあります。</translation>
    </message>
    <message>
        <source>Rows that may hold personal data or passwords, and would be sent to %2: %1. Decide first:</source>
        <translation>%1行に、個人情報やパスワードが含まれている可能性があります。このままでは%2に送られます。先にどちらかを選んでください：</translation>
    </message>
</context>
<context>
    <name>onsa::ui::PlacePage</name>
    <message>
        <source>Where to train</source>
        <translation>学習の場所</translation>
    </message>
    <message>
        <source>Where to train, and which model</source>
        <translation>学習の場所とモデル</translation>
    </message>
    <message>
        <source>Free. Nothing leaves this computer. No account is needed.</source>
        <translation>無料です。データはこのコンピューターの外に出ません。アカウントも不要です。</translation>
    </message>
    <message>
        <source>Your rows are sent to %1. The service may charge for training and for use.</source>
        <translation>行は%1に送られます。学習と利用に料金がかかることがあります。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::PlaygroundPage</name>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>Type a question, then press Ctrl+Enter</source>
        <translation>質問を入力し、Ctrl+Enterを押します</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop answering</source>
        <translation>回答を停止</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Instruction for the chat (system)</source>
        <translation>チャットの指示（システム）</translation>
    </message>
    <message>
        <source>Instruction for the model (system), optional</source>
        <translation>モデルへの指示（システム）、省略できます</translation>
    </message>
    <message>
        <source>No model can be asked yet. %1.</source>
        <translation>質問できるモデルがまだありません。%1。</translation>
    </message>
    <message>
        <source>No tuned model yet. Open the Data tab, press Fine-tune… and ask it here afterwards.
Until then you can question the base model.</source>
        <translation>チューニング後のモデルはまだありません。「データ」タブを開いて「ファインチューニング…」を押し、できたらここで質問してください。
それまでは元のモデルに質問できます。</translation>
    </message>
    <message>
        <source>Ask something from your data, in other words than there.
The tuned model and the model it was made from answer side by side.</source>
        <translation>データにある内容を、データとは違う言い方で質問してください。
チューニング後のモデルと元のモデルの答えが並んで表示されます。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::PreferenceEditor</name>
    <message>
        <source>Swap</source>
        <translation>入れ替える</translation>
    </message>
    <message>
        <source>Mark differences</source>
        <translation>違いに印を付ける</translation>
    </message>
    <message>
        <source>Preferred answer</source>
        <translation>望ましい回答</translation>
    </message>
    <message>
        <source>Other answer</source>
        <translation>もう一方の回答</translation>
    </message>
    <message>
        <source>The other answer is the better one</source>
        <translation>もう一方の回答のほうが望ましい場合に押します</translation>
    </message>
    <message>
        <source>Text of turn %1</source>
        <translation>発言 %1 の本文</translation>
    </message>
</context>
<context>
    <name>onsa::ui::PriceForm</name>
    <message>
        <source>Price of a million training tokens</source>
        <translation>学習トークン100万個の料金</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>通貨</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未設定</translation>
    </message>
    <message>
        <source>&amp;Price per million training tokens</source>
        <translation>学習トークン100万個あたりの料金(&amp;P)</translation>
    </message>
    <message>
        <source>From the price list of the service. Onsa knows no prices; with yours it shows about what a training costs, in the status bar and the statistics.</source>
        <translation>サービスの料金表からご記入ください。Onsaは料金を持っていません。入力すると、学習のおおよその費用がステータスバーと統計に表示されます。</translation>
    </message>
    <message>
        <source>only for forecasts</source>
        <translation>予測にのみ使います</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ProviderForm</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Name of the service</source>
        <translation>サービスの名前</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Address of the service</source>
        <translation>サービスのアドレス</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>APIキー</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>キーを表示</translation>
    </message>
    <message>
        <source>Check and keep</source>
        <translation>確認して保管</translation>
    </message>
    <message>
        <source>Remove key</source>
        <translation>キーを削除</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>API &amp;key</source>
        <translation>APIキー(&amp;K)</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Empty if the service needs none</source>
        <translation>サービスに不要なら空のまま</translation>
    </message>
    <message>
        <source>sk-…</source>
        <translation>sk-…</translation>
    </message>
    <message>
        <source>No key is kept.</source>
        <translation>キーは保管されていません。</translation>
    </message>
    <message>
        <source>There is no system keychain: the key is kept only until Onsa closes.</source>
        <translation>システムのキーチェーンがありません。キーは音叉を閉じるまでのあいだだけ保持されます。</translation>
    </message>
    <message>
        <source>The key is kept in the system keychain.</source>
        <translation>キーはシステムのキーチェーンに保管されます。</translation>
    </message>
    <message>
        <source>A key is kept. Enter another one to replace it.</source>
        <translation>キーは保管済みです。置き換えるには、別のキーを入力してください。</translation>
    </message>
    <message>
        <source>Checking the key…</source>
        <translation>キーを確認しています…</translation>
    </message>
    <message>
        <source>The service accepted the key.</source>
        <translation>キーがサービスに受け付けられました。</translation>
    </message>
    <message>
        <source>Enter the key first.</source>
        <translation>先にキーを入力してください。</translation>
    </message>
    <message>
        <source>Checking the connection…</source>
        <translation>接続を確認しています…</translation>
    </message>
    <message>
        <source>The service answers. Models it offers: %1.</source>
        <translation>サービスから応答がありました。使えるモデルの数：%1。</translation>
    </message>
    <message>
        <source>The key was removed.</source>
        <translation>キーを削除しました。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ProviderWords</name>
    <message>
        <source>Engine ready</source>
        <translation>エンジン準備完了</translation>
    </message>
    <message>
        <source>The engine is starting…</source>
        <translation>エンジンを起動しています…</translation>
    </message>
    <message>
        <source>The engine is stopping…</source>
        <translation>エンジンを停止しています…</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>再起動</translation>
    </message>
    <message>
        <source>The engine is not running</source>
        <translation>エンジンが動いていません</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起動</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>OpenAI</source>
        <translation>OpenAI</translation>
    </message>
    <message>
        <source>Other service</source>
        <translation>その他のサービス</translation>
    </message>
    <message>
        <source>This service is not in the list any more</source>
        <translation>このサービスはもう一覧にありません</translation>
    </message>
    <message>
        <source>No key yet</source>
        <translation>キーは未設定です</translation>
    </message>
    <message>
        <source>Enter a key…</source>
        <translation>キーを入力…</translation>
    </message>
    <message>
        <source>No address yet</source>
        <translation>アドレスは未設定です</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>Key is set</source>
        <translation>キーは設定済みです</translation>
    </message>
    <message>
        <source>Used without a key</source>
        <translation>キーなしで使用</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ProvidersPage</name>
    <message>
        <source>Services</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Remove this service</source>
        <translation>このサービスを削除</translation>
    </message>
    <message>
        <source>Add service…</source>
        <translation>サービスを追加…</translation>
    </message>
    <message>
        <source>Remove the service</source>
        <translation>サービスの削除</translation>
    </message>
    <message>
        <source>Remove %1 and its key from Onsa? Jobs and models stay at the service.</source>
        <translation>%1とそのキーを音叉から削除しますか？ジョブとモデルはサービス側に残ります。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ReviewFlow</name>
    <message>
        <source>%1 not reviewed</source>
        <translation>未確認 %1</translation>
    </message>
    <message>
        <source>all reviewed</source>
        <translation>すべて確認済み</translation>
    </message>
    <message>
        <source>, %1 rejected</source>
        <translation>、却下 %1</translation>
    </message>
    <message>
        <source>Mark as draft</source>
        <translation>下書きに戻す</translation>
    </message>
    <message>
        <source>Mark as reviewed</source>
        <translation>確認済みにする</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>Every row that the filter shows has been reviewed.</source>
        <translation>絞り込みで表示している行は、すべて確認済みです。</translation>
    </message>
    <message>
        <source>Every row has been reviewed.</source>
        <translation>すべての行が確認済みです。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ReviewPage</name>
    <message>
        <source>Progress of the launch</source>
        <translation>開始処理の進み具合</translation>
    </message>
    <message>
        <source>Review and start</source>
        <translation>確認と開始</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>このコンピューターで</translation>
    </message>
    <message>
        <source>Train %1 on %2 rows, %3.</source>
        <translation>%3、%1に%2行を学習させます。</translation>
    </message>
    <message>
        <source>Train %1 on %2 rows at %3.</source>
        <translation>%3で、%1に%2行を学習させます。</translation>
    </message>
    <message>
        <source>Train %1 on %2 rows, test on %3, %4.</source>
        <translation>%4、%1に%2行を学習させ、%3行で検証します。</translation>
    </message>
    <message>
        <source>Train %1 on %2 rows, test on %3, at %4.</source>
        <translation>%4で、%1に%2行を学習させ、%3行で検証します。</translation>
    </message>
    <message>
        <source>rounds (epochs) %1</source>
        <translation>エポック %1</translation>
    </message>
    <message>
        <source>batch size %1</source>
        <translation>バッチサイズ %1</translation>
    </message>
    <message>
        <source>learning rate multiplier %1</source>
        <translation>学習率の倍率 %1</translation>
    </message>
    <message>
        <source>prompt loss weight %1</source>
        <translation>プロンプト損失の重み %1</translation>
    </message>
    <message>
        <source>rank %1</source>
        <translation>ランク %1</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>シード %1</translation>
    </message>
    <message>
        <source>Settings: automatic.</source>
        <translation>設定：自動。</translation>
    </message>
    <message>
        <source>Your settings: %1. Everything else is automatic.</source>
        <translation>指定した設定：%1。ほかはすべて自動です。</translation>
    </message>
    <message>
        <source>The result will be called “%1”.</source>
        <translation>結果の名前は「%1」になります。</translation>
    </message>
    <message>
        <source>Free. Nothing leaves this computer.</source>
        <translation>無料です。データがこのコンピューターの外に出ることはありません。</translation>
    </message>
    <message>
        <source>%1 rows with all their text will be sent to %2 and kept there. The service may charge for training and for use.</source>
        <translation>%1行のテキスト全体が%2に送られ、そこに保管されます。学習と利用に料金がかかることがあります。</translation>
    </message>
    <message>
        <source>Prompts and completions are sent as chats, because its models learn from chats.</source>
        <translation>このサービスのモデルはチャットから学ぶため、プロンプトと補完はチャットの形で送られます。</translation>
    </message>
    <message>
        <source>You can go on working; the job continues when you close Onsa and open it again.</source>
        <translation>そのまま作業を続けられます。音叉を閉じても、次に開いたときにジョブが続きから進みます。</translation>
    </message>
    <message>
        <source>You can go on working, or close Onsa: the service trains on its own.</source>
        <translation>そのまま作業を続けることも、音叉を閉じることもできます。学習はサービス側で進みます。</translation>
    </message>
    <message>
        <source>Preparing the rows…</source>
        <translation>行を準備しています…</translation>
    </message>
    <message>
        <source>Sending the training data…</source>
        <translation>学習データを送信しています…</translation>
    </message>
    <message>
        <source>Sending the validation data…</source>
        <translation>検証データを送信しています…</translation>
    </message>
    <message>
        <source>Creating the job…</source>
        <translation>ジョブを作成しています…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Train %1 on %2 rows for %3 rounds, %4, in about %5.</source>
        <translation>%4、%1に%2行を%3回くり返して学習させます。約%5かかります。</translation>
    </message>
    <message>
        <source>Train %1 on %2 rows for %3 rounds, test on %4, %5, in about %6.</source>
        <translation>%5、%1に%2行を%3回くり返して学習させ、%4行で検証します。約%6かかります。</translation>
    </message>
    <message>
        <source>≈ %1 rows are longer than the model reads and will be cut.</source>
        <translation>約%1行は、モデルが読める長さを超えるため、途中で切られます。</translation>
    </message>
    <message>
        <source>The time is a first guess; it gets better with every training.</source>
        <translation>時間は最初の見積もりです。学習を重ねるごとに正確になります。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::RowChoice</name>
    <message>
        <source>All rows (%1)</source>
        <translation>すべての行（%1行）</translation>
    </message>
    <message>
        <source>The rows that the filter shows (%1)</source>
        <translation>フィルターで表示中の行（%1行）</translation>
    </message>
    <message>
        <source>The selected rows (%1)</source>
        <translation>選択した行（%1行）</translation>
    </message>
    <message>
        <source>Only the approved rows (%1)</source>
        <translation>承認した行だけ（%1）</translation>
    </message>
    <message>
        <source>All but the rejected rows (%1)</source>
        <translation>却下した行を除くすべて（%1）</translation>
    </message>
</context>
<context>
    <name>onsa::ui::RowDelegate</name>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
</context>
<context>
    <name>onsa::ui::RowEdits</name>
    <message>
        <source>Clear cells</source>
        <translation>セルの消去</translation>
    </message>
    <message>
        <source>Paste rows</source>
        <translation>行の貼り付け</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Insert row</source>
        <translation>行の挿入</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>行の追加</translation>
    </message>
    <message>
        <source>Delete row</source>
        <translation>行の削除</translation>
    </message>
    <message>
        <source>Delete %1 rows</source>
        <translation>%1行の削除</translation>
    </message>
    <message>
        <source>Duplicate row</source>
        <translation>行の複製</translation>
    </message>
    <message>
        <source>Duplicate %1 rows</source>
        <translation>%1行の複製</translation>
    </message>
    <message>
        <source>Move rows</source>
        <translation>行の移動</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>下へフィル</translation>
    </message>
    <message>
        <source>Choose cells of the completion column: they take the text of the prompt to their left.</source>
        <translation>補完の列のセルを選んでください。左にあるプロンプトの文章が入ります。</translation>
    </message>
    <message>
        <source>Fill right</source>
        <translation>右へフィル</translation>
    </message>
    <message>
        <source>Fill cells</source>
        <translation>セルのフィル</translation>
    </message>
    <message>
        <source>Only rows that stand next to each other can be moved together.</source>
        <translation>まとめて移動できるのは、隣り合った行だけです。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::RowPane</name>
    <message>
        <source>Choose a row to see it here with room to write.</source>
        <translation>行を選ぶと、ここに広く表示され、ゆったり書けます。</translation>
    </message>
    <message>
        <source>Change the role</source>
        <translation>役割の変更</translation>
    </message>
    <message>
        <source>Add a turn</source>
        <translation>発言の追加</translation>
    </message>
    <message>
        <source>Remove a turn</source>
        <translation>発言の削除</translation>
    </message>
    <message>
        <source>Repair the line</source>
        <translation>行の修復</translation>
    </message>
    <message>
        <source>Edit the line</source>
        <translation>行の編集</translation>
    </message>
    <message>
        <source>Previous row</source>
        <translation>前の行</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>次の行</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>What a person asks or writes</source>
        <translation>人が尋ねること、書くこと</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>補完</translation>
    </message>
    <message>
        <source>What the model should answer</source>
        <translation>モデルに答えてほしい文</translation>
    </message>
    <message>
        <source>This line cannot be read as a row. Correct it here, or let Onsa repair it.</source>
        <translation>この行はデータとして読み取れません。ここで直すか、「修復」を押してください。</translation>
    </message>
    <message>
        <source>The line as it is in the file</source>
        <translation>ファイルにあるままの行</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修復</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>%1行目</translation>
    </message>
    <message>
        <source>Write one</source>
        <translation>入力する</translation>
    </message>
    <message>
        <source>Remove space</source>
        <translation>空白を削除</translation>
    </message>
    <message>
        <source>Delete row</source>
        <translation>行を削除</translation>
    </message>
    <message>
        <source>As saved</source>
        <translation>保存した内容</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Swap the answers</source>
        <translation>回答の入れ替え</translation>
    </message>
    <message>
        <source>What changed in this row since the last save</source>
        <translation>この行の前回の保存からの変更</translation>
    </message>
    <message>
        <source>As saved: this row was not there</source>
        <translation>保存した内容：この行はありませんでした</translation>
    </message>
    <message>
        <source>Change what is learned</source>
        <translation>学習対象の変更</translation>
    </message>
    <message>
        <source>Change the name</source>
        <translation>名前の変更</translation>
    </message>
    <message>
        <source>Change the id of the call</source>
        <translation>呼び出し ID の変更</translation>
    </message>
    <message>
        <source>Change the tool calls</source>
        <translation>ツール呼び出しの変更</translation>
    </message>
    <message>
        <source>Change the tools</source>
        <translation>ツールの変更</translation>
    </message>
    <message>
        <source>Duplicate a turn</source>
        <translation>発言の複製</translation>
    </message>
    <message>
        <source>Move a turn</source>
        <translation>発言の移動</translation>
    </message>
</context>
<context>
    <name>onsa::ui::SafetyNotes</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>onsa::ui::SamplingPanel</name>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Longest answer (max tokens)</source>
        <translation>答えの長さの上限（最大トークン数）</translation>
    </message>
    <message>
        <source>Answers (n)</source>
        <translation>答えの数（n）</translation>
    </message>
    <message>
        <source>Top p</source>
        <translation>top p</translation>
    </message>
    <message>
        <source>Stop at, one text a line, four at most</source>
        <translation>停止文字列、1行に一つ、四つまで</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>頻度ペナルティ</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>存在ペナルティ</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>new each time</source>
        <translation>毎回変える</translation>
    </message>
    <message>
        <source>How to answer</source>
        <translation>答え方</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>Reset how to answer</source>
        <translation>答え方をリセット</translation>
    </message>
    <message>
        <source>0: the same answer each time</source>
        <translation>0：毎回同じ答え</translation>
    </message>
    <message>
        <source>2: surprising, often wrong</source>
        <translation>2：意外だが、誤りが多い</translation>
    </message>
    <message>
        <source>Max tokens</source>
        <translation>最大トークン数</translation>
    </message>
    <message>
        <source>The answer ends here at the latest</source>
        <translation>答えは遅くともここで終わります</translation>
    </message>
    <message>
        <source>1 considers every word, 0.1 only the likeliest ones</source>
        <translation>1ではすべての語、0.1では特に有力な語だけが候補になります</translation>
    </message>
    <message>
        <source>Above 0: words that came often come less</source>
        <translation>0より大きくすると、何度も出た語が出にくくなります</translation>
    </message>
    <message>
        <source>Above 0: words that came once come less</source>
        <translation>0より大きくすると、一度でも出た語が出にくくなります</translation>
    </message>
    <message>
        <source>The same seed gives the same answer again</source>
        <translation>同じシードなら、同じ答えがもう一度得られます</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>停止文字列</translation>
    </message>
    <message>
        <source>One text a line, four at most; \n is a new line.</source>
        <translation>1行に一つ、四つまで。\nは改行を表します。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>設定の項目</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>保存場所</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>onsa::ui::SplitBar</name>
    <message>
        <source>%1 to train on</source>
        <translation>学習に%1行</translation>
    </message>
    <message>
        <source>none to test on</source>
        <translation>検証なし</translation>
    </message>
    <message>
        <source>%1 to test on (validation)</source>
        <translation>検証に%1行</translation>
    </message>
</context>
<context>
    <name>onsa::ui::SplitDialog</name>
    <message>
        <source>Split into two files</source>
        <translation>2つのファイルに分割</translation>
    </message>
    <message>
        <source>Share for validation</source>
        <translation>検証用の割合</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>The same seed gives the same split; rows that are added later move no other row.</source>
        <translation>同じシードなら同じ分け方になります。後から行を足しても、ほかの行は移動しません。</translation>
    </message>
    <message>
        <source>What stays together</source>
        <translation>まとめておくもの</translation>
    </message>
    <message>
        <source>Rows with the same question</source>
        <translation>同じ質問の行</translation>
    </message>
    <message>
        <source>Rows with the same “%1”</source>
        <translation>「%1」が同じ行</translation>
    </message>
    <message>
        <source>File to train on</source>
        <translation>学習用のファイル</translation>
    </message>
    <message>
        <source>File to check with</source>
        <translation>検証用のファイル</translation>
    </message>
    <message>
        <source>Progress of the split</source>
        <translation>分割の進み具合</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Write both files</source>
        <translation>2つのファイルを書き出す</translation>
    </message>
    <message>
        <source>Looking at the rows…</source>
        <translation>行を調べています…</translation>
    </message>
    <message>
        <source>Rows to train on: %1, to check with: %2, groups: %3.</source>
        <translation>学習用%1行、検証用%2行（%3グループ）です。</translation>
    </message>
    <message>
        <source>Rows with errors, left out: %1.</source>
        <translation>エラーのある%1行は含めません。</translation>
    </message>
    <message>
        <source>Rows without “%2”, which go by their question: %1.</source>
        <translation>%1行には「%2」がないため、質問で分けます。</translation>
    </message>
    <message>
        <source>No question stands on both sides.</source>
        <translation>両方に入っている質問はありません。</translation>
    </message>
    <message>
        <source>Rows to check with that ask what is trained, too, so that the check would be too kind: %1. Keep rows with the same question together instead.</source>
        <translation>検証用の%1行は、学習用にもある質問です。検証が甘くなるので、同じ質問の行をまとめてください。</translation>
    </message>
    <message>
        <source>One of the two files would be empty. Choose another share or seed, or add rows.</source>
        <translation>片方のファイルが空になります。割合かシードを変えるか、行を増やしてください。</translation>
    </message>
    <message>
        <source>The two files need different names.</source>
        <translation>2つのファイルには別々の名前が必要です。</translation>
    </message>
    <message>
        <source>%1 is there already. Choose another name.</source>
        <translation>%1 はすでにあります。別の名前を選んでください。</translation>
    </message>
    <message>
        <source>The split was stopped. Nothing was written.</source>
        <translation>分割を中止しました。何も書き出していません。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::StatisticsDialog</name>
    <message>
        <source>Counting…</source>
        <translation>数えています…</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>統計</translation>
    </message>
    <message>
        <source>Progress of the counting</source>
        <translation>集計の進み具合</translation>
    </message>
    <message>
        <source>How long the rows are</source>
        <translation>行の長さ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Tokens of a row</source>
        <translation>1行のトークン数</translation>
    </message>
    <message>
        <source>Tokens of the answers of a row</source>
        <translation>1行の回答のトークン数</translation>
    </message>
    <message>
        <source>Characters of a prompt</source>
        <translation>プロンプトの文字数</translation>
    </message>
    <message>
        <source>Messages of a conversation</source>
        <translation>会話のメッセージ数</translation>
    </message>
    <message>
        <source>Least %1 · half have up to %2 · 95 % have up to %3 · most %4 · on average %5</source>
        <translation>最小 %1・半数が%2以下・95 % が%3以下・最大 %4・平均 %5</translation>
    </message>
    <message>
        <source>%1 rows are longer than the %2 tokens that the model reads, and will be cut.</source>
        <translation>%1行は、モデルが読める%2トークンより長いため、切られます。</translation>
    </message>
    <message>
        <source>None is longer than the %1 tokens that the model reads.</source>
        <translation>モデルが読める%1トークンを超える行はありません。</translation>
    </message>
    <message>
        <source>There is no row that can be read yet.</source>
        <translation>読める行はまだありません。</translation>
    </message>
    <message>
        <source>%1 rows can be read.</source>
        <translation>%1行を読めます。</translation>
    </message>
    <message>
        <source>%1 conversations have no instruction (system message).</source>
        <translation>%1件の会話には指示（システムメッセージ）がありません。</translation>
    </message>
    <message>
        <source>%1 conversations have no message of the user.</source>
        <translation>%1件の会話にはユーザーのメッセージがありません。</translation>
    </message>
    <message>
        <source>A service goes through the rows %1 times when nothing is set, and bills about %2 tokens.</source>
        <translation>何も設定しなければ、サービスは行全体を%1回学習し、およそ%2トークン分を請求します。</translation>
    </message>
    <message>
        <source>Enter the price of your service in the settings to see about what that costs.</source>
        <translation>設定でサービスの料金を入力すると、おおよその費用が表示されます。</translation>
    </message>
    <message>
        <source>That is %1, by the price in the settings.</source>
        <translation>設定の料金によれば %1 です。</translation>
    </message>
    <message>
        <source>%1 tokens in one round.</source>
        <translation>1周で%1トークンです。</translation>
    </message>
</context>
<context>
    <name>onsa::ui::StatusArea</name>
    <message>
        <source>Show log</source>
        <translation>ログを表示</translation>
    </message>
    <message>
        <source>Start the engine again</source>
        <translation>エンジンを再起動</translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation>エンジン準備完了</translation>
    </message>
    <message>
        <source>Engine starting…</source>
        <translation>エンジンを起動中…</translation>
    </message>
    <message>
        <source>Engine stopping…</source>
        <translation>エンジンを停止中…</translation>
    </message>
    <message>
        <source>Engine off</source>
        <translation>エンジンは停止しています</translation>
    </message>
    <message>
        <source>Engine failed</source>
        <translation>エンジンで問題が発生</translation>
    </message>
    <message>
        <source>A forecast for automatic settings and the model chosen last</source>
        <translation>自動の設定と、最後に選んだモデルでの予測です</translation>
    </message>
</context>
<context>
    <name>onsa::ui::StoragePage</name>
    <message>
        <source>Data of the engine</source>
        <translation>エンジンのデータ</translation>
    </message>
    <message>
        <source>Tuned models, jobs and uploaded files.</source>
        <translation>チューニング後のモデル、ジョブ、アップロードしたファイルです。</translation>
    </message>
    <message>
        <source>Base models</source>
        <translation>ベースモデル</translation>
    </message>
    <message>
        <source>Put folders of larger models here.</source>
        <translation>より大きなモデルのフォルダーをここに置きます。</translation>
    </message>
    <message>
        <source>Unsaved edits and history</source>
        <translation>未保存の編集と履歴</translation>
    </message>
    <message>
        <source>What brings your work back after a crash.</source>
        <translation>異常終了のあと、作業を元どおりにするためのものです。</translation>
    </message>
    <message>
        <source>Log of the engine</source>
        <translation>エンジンのログ</translation>
    </message>
    <message>
        <source>Says why something failed. It holds no keys.</source>
        <translation>失敗したときの理由がわかります。キーは含まれません。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>開く：%1</translation>
    </message>
</context>
<context>
    <name>onsa::ui::TokenLabel</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1トークン</translation>
    </message>
    <message>
        <source>≈ %1 tokens</source>
        <translation>≈ %1トークン</translation>
    </message>
</context>
<context>
    <name>onsa::ui::TuneHint</name>
    <message>
        <source>≈ %1 to tune here</source>
        <translation>ここでのチューニングに約%1</translation>
    </message>
</context>
<context>
    <name>onsa::ui::TurnCard</name>
    <message>
        <source>Text of turn %1</source>
        <translation>発言 %1 の本文</translation>
    </message>
    <message>
        <source>The file has this text in several parts. Editing it makes it one.</source>
        <translation>この本文はファイルでは複数の部分に分かれています。編集すると一つになります。</translation>
    </message>
    <message>
        <source>Learn this answer (weight)</source>
        <translation>この回答を学習する（weight）</translation>
    </message>
    <message>
        <source>Without the tick the model reads this answer but does not learn to give it: weight 0.</source>
        <translation>チェックを外すと、モデルはこの回答を読みますが、答え方としては学習しません（weight 0）。</translation>
    </message>
    <message>
        <source>Tool calls</source>
        <translation>ツール呼び出し</translation>
    </message>
    <message>
        <source>Answers the call (id)</source>
        <translation>応答する呼び出し（ID）</translation>
    </message>
    <message>
        <source>Name of who speaks</source>
        <translation>話し手の名前</translation>
    </message>
    <message>
        <source>Drag to another place, or press Alt+Up or Alt+Down</source>
        <translation>ドラッグするか、Alt+↑ または Alt+↓ で移動します</translation>
    </message>
    <message>
        <source>Move turn %1</source>
        <translation>発言 %1 を移動</translation>
    </message>
    <message>
        <source>Who speaks in turn %1</source>
        <translation>発言 %1 の話し手</translation>
    </message>
    <message>
        <source>More for this turn</source>
        <translation>この発言のその他の操作</translation>
    </message>
    <message>
        <source>More for turn %1</source>
        <translation>発言 %1 のその他の操作</translation>
    </message>
    <message>
        <source>Duplicate this turn</source>
        <translation>この発言を複製</translation>
    </message>
    <message>
        <source>Duplicate turn %1</source>
        <translation>発言 %1 を複製</translation>
    </message>
    <message>
        <source>Remove this turn</source>
        <translation>この発言を削除</translation>
    </message>
    <message>
        <source>Remove turn %1</source>
        <translation>発言 %1 を削除</translation>
    </message>
    <message>
        <source>Add a name</source>
        <translation>名前を付ける</translation>
    </message>
    <message>
        <source>Add tool calls</source>
        <translation>ツール呼び出しを加える</translation>
    </message>
    <message>
        <source>Kept as in the file: %1</source>
        <translation>ファイルのまま保持：%1</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ViewBar</name>
    <message>
        <source>Clear all</source>
        <translation>すべて解除</translation>
    </message>
    <message>
        <source>Apply again</source>
        <translation>もう一度適用</translation>
    </message>
    <message>
        <source>Progress of filtering and sorting</source>
        <translation>フィルターと並べ替えの進み具合</translation>
    </message>
    <message>
        <source>Filter and order of the table</source>
        <translation>表のフィルターと並べ替え</translation>
    </message>
    <message>
        <source>All rows in the order of the data set</source>
        <translation>すべての行をデータセットの順に表示します</translation>
    </message>
    <message>
        <source>Rows were edited since. Filter and sort them again (F5)</source>
        <translation>その後に行が編集されました。フィルターと並べ替えをもう一度適用します（F5）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Filtering and sorting…</source>
        <translation>フィルターと並べ替えをしています…</translation>
    </message>
    <message>
        <source>Change this filter</source>
        <translation>この条件を変更します</translation>
    </message>
    <message>
        <source>Sorted: %1</source>
        <translation>並べ替え：%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 (by character code)</source>
        <translation>%1（文字コード順）</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>解除：%1</translation>
    </message>
    <message>
        <source>Remove (Delete)</source>
        <translation>解除します（Delete）</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1行</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%2行中%1行</translation>
    </message>
    <message>
        <source>With more than %1 rows, texts go by their character codes. Click to reverse the order.</source>
        <translation>%1行を超えると、テキストは文字コードの順に並びます。クリックすると逆順になります。</translation>
    </message>
    <message>
        <source>Reverse the order</source>
        <translation>逆順にします</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ViewControls</name>
    <message>
        <source>Views</source>
        <translation>ビュー</translation>
    </message>
    <message>
        <source>Only empty ones</source>
        <translation>空のものだけを表示</translation>
    </message>
    <message>
        <source>Without the filters of this column</source>
        <translation>この列のフィルターを解除</translation>
    </message>
    <message>
        <source>Save the data set first: views are kept with a file</source>
        <translation>先にデータセットを保存してください。ビューはファイルごとに保存されます</translation>
    </message>
    <message>
        <source>No view has a name yet</source>
        <translation>保存したビューはまだありません</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>ビューの保存</translation>
    </message>
    <message>
        <source>Name of the view: its filters, sorting and columns. A view of that name is replaced.</source>
        <translation>ビューの名前（フィルター・並べ替え・列の状態を保存します。同じ名前のビューは置き換えられます）</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>onsa::ui::ViewsDialog</name>
    <message>
        <source>Views</source>
        <translation>ビュー</translation>
    </message>
    <message>
        <source>Rename or delete views</source>
        <translation>ビューの名前の変更と削除</translation>
    </message>
    <message>
        <source>Rename (F2)</source>
        <translation>名前を変更（F2）</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>onsa::ui::WelcomeStrip</name>
    <message>
        <source>&lt;b&gt;This is a sample:&lt;/b&gt; questions and answers of a made-up company. &lt;b&gt;1&lt;/b&gt; Look at the rows and change what you like. &lt;b&gt;2&lt;/b&gt; Press &lt;b&gt;Fine-tune…&lt;/b&gt; to train a small model on them, here on this computer. &lt;b&gt;3&lt;/b&gt; Ask it in the Playground.</source>
        <translation>&lt;b&gt;これはサンプルです：&lt;/b&gt;架空の会社の質問と答えです。&lt;b&gt;1&lt;/b&gt; 行を眺めて、自由に書き換えます。&lt;b&gt;2&lt;/b&gt; &lt;b&gt;ファインチューニング…&lt;/b&gt; を押すと、このコンピューターの中で小さなモデルがこの行を学習します。&lt;b&gt;3&lt;/b&gt; プレイグラウンドで質問してみます。</translation>
    </message>
    <message>
        <source>Close this note</source>
        <translation>この案内を閉じる</translation>
    </message>
</context>
<context>
    <name>onsa::ui::WorkStrip</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
</TS>
