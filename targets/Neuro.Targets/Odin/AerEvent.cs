namespace Neuro.Targets.Odin;

/// <summary>A decoded address of the input AER bus.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Neuron">The neuron that receives or leaks; of a spike, the row. Of a bistability event −1 for all rows.</param>
/// <param name="Value">Of a virtual event the weight with its sign; of a synapse event its row.</param>
public readonly record struct AerEvent(AerKind Kind, int Neuron = 0, int Value = 0);
