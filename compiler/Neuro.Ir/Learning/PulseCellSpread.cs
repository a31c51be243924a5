namespace Neuro.Ir.Learning;

/// <summary>
/// What sets one cell apart from the mean device: arrays with an element per synapse for each cell (plus, then minus), so
/// [synapses] for a single cell and [2, synapses] for a pair.
/// </summary>
/// <param name="Up">Factor of steps up, 12 fraction bits.</param>
/// <param name="Down">Factor of steps down, 12 fraction bits.</param>
/// <param name="Low">Lowest code the cell reaches.</param>
/// <param name="High">Highest code the cell reaches; a stuck cell has the same as <paramref name="Low"/>.</param>
public sealed record PulseCellSpread(string Up, string Down, string Low, string High);
