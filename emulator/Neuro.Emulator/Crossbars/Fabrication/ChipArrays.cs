using Neuro.Ir;

namespace Neuro.Emulator.Crossbars.Fabrication;

/// <summary>The arrays that reads add to a program. Short ones that are alike are one.</summary>
internal sealed class ChipArrays(SpikeProgram program)
{
    private readonly HashSet<string> _names = [.. program.Arrays.Select(a => a.Name)];
    private readonly Dictionary<string, string> _channels = [];
    private readonly List<IrArray> _arrays = [];

    /// <summary>What was added, in order.</summary>
    public IReadOnlyList<IrArray> Added => _arrays;

    /// <summary>Adds a matrix of <paramref name="bits"/>-bit numbers.</summary>
    public string Matrix(string name, int rows, int bits, bool signed, int[] values)
    {
        string unique = Unique(name);
        _arrays.Add(IrArray.Create(unique, [rows, values.Length / rows], bits, signed, values));
        return unique;
    }

    /// <summary>A value for each channel: one number where they are all the same.</summary>
    public IrValue Channels(string name, int[] values)
    {
        if (values.All(v => v == values[0])) return values[0];
        string key = string.Join(',', values);
        if (!_channels.TryGetValue(key, out string? found))
        {
            int bits = values.All(v => v is >= -128 and <= 127) ? 8 : values.All(v => v is >= -32768 and <= 32767) ? 16 : 32;
            found = _channels[key] = Unique(name);
            _arrays.Add(IrArray.Create(found, [values.Length], bits, true, values));
        }
        return IrValue.FromArray(found);
    }

    private string Unique(string name)
    {
        while (!_names.Add(name)) name += "_";
        return name;
    }
}
