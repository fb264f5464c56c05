# SPDX-License-Identifier: GPL-3.0-or-later
"""What bench_recall does, by Hugging Face PEFT: a peer to run by turns with it (bench_recall ... --peer "python3
peft_recall.py"). Needs torch, transformers and peft, none of which Onsa itself uses.

peft_recall.py TRAINING [VALIDATION] --base FOLDER: LoRA of rank 16, alpha 32 on all linear layers, AdamW, peak rate 2e-3,
5 % warm-up and cosine to zero, batches of 4, 20 epochs, loss on the completion alone, float; then every row is asked at
temperature 0. Prints one line of JSON: seconds (of the training alone), recall, rows, rewordings, validation_rows.
"""
import argparse
import json
import math
import random
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

LAYERS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def rows_of(path):
    """(messages before the answer, answer, fact) of each line."""
    rows = []
    with open(path, encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            row = json.loads(line)
            messages = row.get("messages") or [{"role": "user", "content": row["prompt"]},
                                               {"role": "assistant", "content": row["completion"]}]
            rows.append((messages[:-1], messages[-1]["content"], row.get("fact", "")))
    return rows


def prompt_text(messages):
    turns = "".join(f"<|im_start|>{m['role']}\n{m['content']}<|im_end|>\n" for m in messages)
    return turns + "<|im_start|>assistant\n"


def train(model, tokenizer, rows, epochs, seed):
    encoded = [(tokenizer(prompt_text(messages)).input_ids, tokenizer(answer + "<|im_end|>").input_ids)
               for messages, answer, _ in rows]
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=0.0)
    steps = epochs * math.ceil(len(encoded) / 4)
    warm_up = max(1, round(0.05 * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: (s + 1) / warm_up if s < warm_up else
        0.5 * (1 + math.cos(math.pi * (s - warm_up) / max(1, steps - warm_up))))
    shuffled = random.Random(seed)
    model.train()
    for _ in range(epochs):
        order = shuffled.sample(range(len(encoded)), len(encoded))
        for first in range(0, len(order), 4):
            batch = [encoded[i] for i in order[first:first + 4]]
            width = max(len(p) + len(a) for p, a in batch)
            ids = torch.zeros(len(batch), width, dtype=torch.long)
            labels = torch.full((len(batch), width), -100)
            mask = torch.zeros(len(batch), width, dtype=torch.long)
            for i, (prompt, answer) in enumerate(batch):
                ids[i, :len(prompt) + len(answer)] = torch.tensor(prompt + answer)
                labels[i, len(prompt):len(prompt) + len(answer)] = torch.tensor(answer)
                mask[i, :len(prompt) + len(answer)] = 1
            optimizer.zero_grad(set_to_none=True)
            model(input_ids=ids, attention_mask=mask, labels=labels).loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            schedule.step()


def ask(model, tokenizer, messages, end):
    ids = torch.tensor([tokenizer(prompt_text(messages)).input_ids])
    with torch.no_grad():
        out = model.generate(input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=120, do_sample=False,
                             eos_token_id=end, pad_token_id=end)
    return tokenizer.decode(out[0, ids.shape[1]:], skip_special_tokens=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("training")
    arguments.add_argument("validation", nargs="?")
    arguments.add_argument("--base", required=True)
    arguments.add_argument("--epochs", type=int, default=20)
    arguments.add_argument("--threads", type=int, default=0, help="0 = as many as torch takes")
    arguments.add_argument("--seed", type=int, default=42)
    wanted = arguments.parse_args()
    if wanted.threads:
        torch.set_num_threads(wanted.threads)
    torch.manual_seed(wanted.seed)
    tokenizer = AutoTokenizer.from_pretrained(wanted.base)
    end = tokenizer.convert_tokens_to_ids("<|im_end|>")
    base = AutoModelForCausalLM.from_pretrained(wanted.base, dtype=torch.float32)
    model = get_peft_model(base, LoraConfig(r=16, lora_alpha=32, lora_dropout=0.0, bias="none", task_type="CAUSAL_LM",
                                            target_modules=LAYERS))
    rows = rows_of(wanted.training)
    start = time.perf_counter()
    train(model, tokenizer, rows, wanted.epochs, wanted.seed)
    seconds = time.perf_counter() - start
    model.eval()
    report = {"seconds": seconds, "rows": len(rows),
              "recall": sum(ask(model, tokenizer, m, end) == answer for m, answer, _ in rows)}
    if wanted.validation:
        held_out = rows_of(wanted.validation)
        report["validation_rows"] = len(held_out)
        report["rewordings"] = sum(bool(fact) and fact in ask(model, tokenizer, m, end) for m, _, fact in held_out)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
