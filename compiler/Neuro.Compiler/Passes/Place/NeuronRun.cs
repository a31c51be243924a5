namespace Neuro.Compiler.Passes;

/// <summary>Neighbouring neurons of a population that are placed as one, and what they need.</summary>
/// <param name="Population">The population.</param>
/// <param name="Order">Its place in the program.</param>
/// <param name="First">The first neuron.</param>
/// <param name="Count">Neurons.</param>
/// <param name="Rows">Sources that reach them.</param>
/// <param name="Memory">Bits of synapse memory.</param>
/// <param name="Axons">Output axons: pairs of one of them and a core that it reaches, as far as that is known.</param>
/// <param name="Extra">Cores beyond the first, which hold partial sums; a run with such ones has its cores to itself.</param>
internal sealed record NeuronRun(
    string Population, int Order, int First, int Count, RowSet Rows, long Memory, long Axons, int Extra);
