namespace Neuro.Emulator.Cpu.Emit;

/// <summary>A compiled micro-program: one step of every neuron that <paramref name="frame"/> names.</summary>
internal unsafe delegate void NeuronKernel(StepFrame* frame);
