namespace Neuro.Compiler.Passes;

/// <summary>What the float network did in one population on the calibration data, over all samples, ticks and neurons.</summary>
/// <param name="Membrane">Largest |v|, in the model's units.</param>
/// <param name="Current">Largest |i| of the synaptic current; 0 without a synapse.</param>
/// <param name="Output">Largest |output|.</param>
/// <param name="Rate">Mean output per neuron and tick: the firing rate, where outputs are spikes.</param>
public sealed record PopulationActivity(double Membrane, double Current, double Output, double Rate);
