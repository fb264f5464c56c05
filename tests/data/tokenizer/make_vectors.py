# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the tiny tokenizers of this folder, one for each family's pre-tokenizer, and the vectors that our tokenizer is
# held to, with huggingface/tokenizers (pip install tokenizers==0.23.3): python3 make_vectors.py
import json, os
import tokenizers
from tokenizers import Tokenizer, models, trainers, pre_tokenizers, decoders, normalizers, Regex, AddedToken
out=os.path.dirname(os.path.abspath(__file__))
words="""Hello world, this is a small tokenizer. It's the one we'll use; they've said we'd not, I'm told.
The quick brown fox jumps over the lazy dog 1234567890 times in 2023, 3.14 or 1,000.
日本語の文章です。これは小さなトークナイザーです。私たちはテストのために使います。カタカナとひらがなと漢字。
東京都の天気は晴れです。質問と答えの表を作ります。ありがとうございます。こんにちは、世界！
Ünïcödé naïve café émigré größer straße. Привет, мир! Как дела? 你好，世界。안녕하세요 세계.
def f(x):\n    return x + 1  # comment\n\n\n\tif x == 2:\n\t\tprint("x")\n
  two  spaces   three spaces    four spaces\n\n\nnewlines\r\n\r\nwindows
""".splitlines(True)
corpus=words*20
L3=r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
Q2=r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
BL=lambda **k: pre_tokenizers.ByteLevel(add_prefix_space=False, **k)
def split(p): return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(p),"isolated"),BL(use_regex=False)])
kinds={
 'gpt2': (None, BL(use_regex=True), 420),
 'llama3': (None, split(L3), 420),
 'qwen2': (normalizers.NFC(), split(Q2), 420),
 'smollm2': (None, pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), BL(use_regex=True)]), 420),
 'behaviours': (normalizers.Sequence([normalizers.NFC()]), pre_tokenizers.Sequence([
     pre_tokenizers.Split("。","merged_with_previous"), pre_tokenizers.Split("#","merged_with_next"),
     pre_tokenizers.Split(Regex("[-=]"),"contiguous"), pre_tokenizers.Split("|","removed"),
     pre_tokenizers.Split(Regex(r"[\S\n]+"),"isolated",invert=True),
     pre_tokenizers.ByteLevel(add_prefix_space=True,use_regex=False)]), 420),
}
texts=["", " ", "Hello world", "hello  world ", "  two  spaces", "tabs\tand\nnew\n\nlines\r\n", " \n \n\n  x", "I'll we've they'd don't IT'S We'RE 'ſ",
 "1234567890 3.14 1,000 ²½Ⅷ๓٤", "日本語の文章です。", "カタカナとひらがな、漢字", "こんにちは、世界！", "émigré naïve café", "e\u0301migre\u0301 ガ か\u3099 Å \u212b",
 "👩\u200d👩\u200d👧\u200d👦 family 🇯🇵 ❤️", "<|im_start|>user\nhi<|im_end|>", "a<|endoftext|>b <|endoftext|> c", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "a"*200, " "*100, " "*100+"x", "\n"*50,
 "Привет, мир! Как дела?", "你好，世界。", "안녕하세요 세계 \u1112\u1161\u11ab", "مرحبا بالعالم", "हिन्दी भाषा", "ไทยภาษา", "\u00a0nbsp\u3000wide\u2003em\u0085nel\u180emvs\u200bzw\ufeffbom", "\x00\x01\x7f\x80\u00ad",
 "x-=-=y==z--", "a|b||c", "#a##b#", "。。あ。い", "  。 # - | ", "word[MASK]word [MASK] [MASK]s ", "non<special>mal カ\u3099ムX ガム", "ﬁ ﬀ Ⅻ ㍿ ｶﾞ", "\U0001d400\U00020000\U0010ffff", "def f(x):\n    return x + 1  # comment\n\n\n\tif x == 2:\n",
 "http://example.com/a?b=c&d=%20", "foo_bar-baz.qux", "A.B.C. U.S.A.", "...!!!???", "(a) [b] {c} \"d\" 'e' `f`", "\u2028\u2029 line", "mixed日本語English混在123テスト", "a\r\rb\r\n\r\nc", "\t\t \t x\t", "'s't're'd '"]
for name,(norm,pre,size) in kinds.items():
    t=Tokenizer(models.BPE())
    if norm: t.normalizer=norm
    t.pre_tokenizer=pre; t.decoder=decoders.ByteLevel()
    t.train_from_iterator(corpus, trainers.BpeTrainer(vocab_size=size,initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),show_progress=False))
    t.add_special_tokens(["<|endoftext|>","<|im_start|>","<|im_end|>"])
    t.add_tokens([AddedToken("[MASK]",lstrip=True,single_word=True),AddedToken("ガム",normalized=True),AddedToken("<special>",rstrip=True,normalized=False)])
    os.makedirs(f'{out}/{name}',exist_ok=True)
    t.save(f'{out}/{name}/tokenizer.json',pretty=False)
    if name=='gpt2':  # the older way of writing merges
        d=json.load(open(f'{out}/{name}/tokenizer.json'))
        d['model']['merges']=[m if isinstance(m,str) else ' '.join(m) for m in d['model']['merges']]
        json.dump(d,open(f'{out}/{name}/tokenizer.json','w'),ensure_ascii=False)
    if name=='llama3':
        d=json.load(open(f'{out}/{name}/tokenizer.json'))
        d['model']['ignore_merges']=True
        d['post_processor']={"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<|endoftext|>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"<|endoftext|>":{"id":"<|endoftext|>","ids":[d['added_tokens'][0]['id']],"tokens":["<|endoftext|>"]}}}
        json.dump(d,open(f'{out}/{name}/tokenizer.json','w'),ensure_ascii=False)
    t=Tokenizer.from_file(f'{out}/{name}/tokenizer.json')
    rows=[]
    for x in texts:
        e=t.encode(x,add_special_tokens=False)
        rows.append({"text":x,"ids":e.ids,"decoded":t.decode(e.ids,skip_special_tokens=False)})
    json.dump({"made_with":{"tokenizers":tokenizers.__version__},"tokens":rows},open(f'{out}/{name}/vectors.json','w'),ensure_ascii=True,separators=(',',':'))
    print(name,t.get_vocab_size(),os.path.getsize(f'{out}/{name}/tokenizer.json'),os.path.getsize(f'{out}/{name}/vectors.json'))
