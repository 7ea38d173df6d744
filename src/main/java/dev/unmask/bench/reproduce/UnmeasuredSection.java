package dev.unmask.bench.reproduce;

/// What cannot be measured with what comes with Unmask, and why.
final class UnmeasuredSection implements Section {
  @Override
  public void write(Page page, Measuring measuring) {
    page.heading("What is not measured here, and why");
    page.line(
        "- Tables of the 7B models (TriviaQA, LAMBADA, HellaSwag, Winogrande, SIQA, PIQA, GSM8K,"
            + " ROCStories): they need the published checkpoints,");
    page.line(
        "  which do not come with Unmask. Given one, `./unmask evaluate TASK --data FILE --model"
            + " MODEL` measures it, and `--as-published` repeats the authors' script.");
    page.line(
        "- pass@1 of code (HumanEval infilling, CodeLLaMA's PSM and SPM against Diffu-CodeLLaMA:"
            + " .74, .80, .76): the bundled models write no code. Fillings of generated problems"
            + " are measured above in their place.");
    page.line(
        "- Seconds a sample at lengths of 512 to 2,048 against LLaMA 2: a matter of a GPU and of 7B"
            + " weights. `./unmask bench` times what there is.");
  }
}
