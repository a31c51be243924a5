namespace Neuro.Emulator.Cpu.Emit;

/// <summary>A compiled rule: one execution at every synapse that <paramref name="frame"/> names.</summary>
internal unsafe delegate void RuleKernel(RuleFrame* frame);
