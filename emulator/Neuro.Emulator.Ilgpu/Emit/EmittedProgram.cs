namespace Neuro.Emulator.Ilgpu.Emit;

/// <summary>The structs that were emitted for a program.</summary>
/// <param name="Network">The <see cref="Kernels.INetwork"/>.</param>
/// <param name="Neurons">By population, its <see cref="Kernels.INeuron"/>; null for inputs.</param>
/// <param name="Adder">The <see cref="Kernels.IAdder"/> that they were emitted for.</param>
/// <param name="Rules">By step of the plasticities, its <see cref="Kernels.IRule"/>.</param>
internal sealed record EmittedProgram(Type Network, IReadOnlyList<Type?> Neurons, Type Adder, IReadOnlyList<Type> Rules);
