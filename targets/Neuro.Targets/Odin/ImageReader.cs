using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Odin;

/// <summary>
/// Executes the SPI writes of a command stream as the chip does (spi_slave.v, controller.v): masks, bytes, the gate, and what a
/// write to a neuron leaves in its flags.
/// </summary>
public sealed class ImageReader
{
    private readonly CrossbarChip _chip;
    private readonly string _name;
    private readonly List<Diagnostic> _findings = [];
    private readonly int[] _registers;
    private readonly bool[] _written;
    private readonly UInt128[] _neurons = new UInt128[CrossbarChip.Size];
    private readonly byte[] _synapses = new byte[CrossbarChip.Size * CrossbarChip.Size];
    private readonly bool[] _up = new bool[CrossbarChip.Size], _down = new bool[CrossbarChip.Size];
    private readonly List<StimulusEvent> _events = [];
    private int _step, _falseSpikes, _lost;

    private ImageReader(CrossbarChip chip, string name)
    {
        (_chip, _name) = (chip, name);
        (_registers, _written) = (new int[chip.Registers.Length], new bool[chip.Registers.Length]);
    }

    /// <summary>The image and events of the file at <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">It is not of the format, or not what a chip can be given.</exception>
    public static (CrossbarImage Image, ImmutableArray<Diagnostic> Warnings) Load(string path) =>
        Read(CommandStream.Read(path), path);

    /// <summary>The image and events of <paramref name="commands"/>, which findings call <paramref name="name"/>.</summary>
    /// <exception cref="DiagnosticException">It is not what a chip can be given; holds everything against it.</exception>
    public static (CrossbarImage Image, ImmutableArray<Diagnostic> Warnings) Read(
        ImmutableArray<ChipCommand> commands, string name)
    {
        ImageReader reader = new(ChipOf(commands), name);
        for (int i = 0; i < commands.Length; i++) reader.Execute(commands[i], i);
        return reader.Finish();
    }

    /// <summary>
    /// The chip that <paramref name="commands"/> are for, as they do not say: ODIN where a register, byte of a neuron or AER
    /// address is beyond tinyODIN's.
    /// </summary>
    public static CrossbarChip ChipOf(ImmutableArray<ChipCommand> commands)
    {
        CrossbarChip tiny = TinyOdin.TinyOdinChip.Instance;
        bool beyond = commands.Any(c => c.Operation switch
        {
            ChipOperation.Write when Area(c.A) == 0 => (c.A & 0xffff) >= tiny.Registers.Length,
            ChipOperation.Write when Area(c.A) == 1 => (c.A >> 8 & 0xff) >= tiny.NeuronBytes,
            ChipOperation.Event => c.B >> tiny.AerBits != 0,
            _ => false,
        });
        return beyond ? OdinChip.Instance : tiny;
    }

    private static int Area(int address) => address >> 16 & 3;

    private void Execute(ChipCommand command, int index)
    {
        switch (command.Operation)
        {
            case ChipOperation.Write when _events.Count > 0:
                Fault(index, "programs the chip again after its first event");
                break;
            case ChipOperation.Write:
                Write(command.A, command.B, index);
                break;
            case ChipOperation.Event when (_registers[CrossbarChip.GateActivity] & 1) != 0:
                Fault(index, "is an event while GATE_ACTIVITY is 1, for which the chip would wait for ever");
                break;
            case ChipOperation.Event when command.B >> _chip.AerBits != 0:
                Fault(index, $"is an event at 0x{command.B:x}; {_chip.Name} has {_chip.AerBits} address lines");
                break;
            case ChipOperation.Event:
                _events.Add(new(_step, command.B));
                break;
            case ChipOperation.Step:
                _step++;
                break;
            case ChipOperation.Reset:
                _falseSpikes = 0;
                break;
        }
    }

    private void Write(int address, int data, int index)
    {
        int area = Area(address), where = address & 0xffff;
        if (area == 0)
        {
            if (where >= _registers.Length)
                Fault(index, $"writes register {where}; {_chip.Name} has 0 to {_registers.Length - 1}");
            else
                (_registers[where], _written[where]) = (data & ((1 << _chip.Registers[where].Bits) - 1), true);
            return;
        }
        // Without the write bit, or with the gate shut, the chip does nothing.
        if ((address >> 18 & 3) != 1 || area == 3 || (_registers[CrossbarChip.GateActivity] & 1) == 0)
        {
            _lost++;
            return;
        }
        int mask = data >> 8 & 0xff, value = data & 0xff & ~mask;
        if (area == 1) WriteNeuron(where & 0xff, where >> 8, mask, value, index);
        else WriteSynapses((where & 0x1fff) * 8 + (where >> 13 & 3) * 2, mask, value);
    }

    private void WriteNeuron(int neuron, int place, int mask, int value, int index)
    {
        if (place >= _chip.NeuronBytes)
        {
            Fault(index, $"writes byte {place} of neuron {neuron}; {_chip.Name}'s neurons have {_chip.NeuronBytes}");
            return;
        }
        UInt128 word = _neurons[neuron];
        (_up[neuron], _down[neuron]) = _chip.FlagsWhenWritten(word);
        if ((_registers[CrossbarChip.OpenLoop] & 1) == 0 && _chip.FiresWhenWritten(word)) _falseSpikes++;
        int shift = 8 * place;
        _neurons[neuron] = (word & ~((UInt128)(uint)(0xff & ~mask) << shift)) | ((UInt128)(uint)value << shift);
    }

    private void WriteSynapses(int first, int mask, int value)
    {
        for (int i = 0; i < 2; i++)
            _synapses[first + i] = (byte)((_synapses[first + i] & mask >> 4 * i & 0xf) | (value >> 4 * i & 0xf));
    }

    private (CrossbarImage, ImmutableArray<Diagnostic>) Finish()
    {
        if (_falseSpikes > 0) _findings.Add(DiagnosticCatalog.ChipFalseSpikes.At(_name, _falseSpikes));
        if ((_registers[CrossbarChip.GateActivity] & 1) != 0) _findings.Add(DiagnosticCatalog.ChipGateShut.At(_name));
        CrossbarImage image = new()
        {
            Chip = _chip,
            Registers = [.. _registers.Select((r, i) => i == CrossbarChip.GateActivity ? 0 : r)],
            Neurons = [.. _neurons],
            Synapses = [.. _synapses],
            UpFlags = [.. _up],
            DownFlags = [.. _down],
            Events = [.. _events],
        };
        if (_findings.Any(f => f.Severity == Severity.Error)) throw new DiagnosticException([.. _findings]);
        string[] unset = [.. _chip.Registers.Where((_, i) => !_written[i]).Select(r => r.Name)];
        if (unset.Length > 0)
            _findings.Add(DiagnosticCatalog.ChipRegistersUnset.At(_name, string.Join(", ", unset), _chip.Name));
        if (_lost > 0) _findings.Add(DiagnosticCatalog.ChipWritesLost.At(_name, _lost));
        return (image, [.. _findings]);
    }

    private void Fault(int index, string what)
    {
        if (_findings.Count < 20) _findings.Add(DiagnosticCatalog.ChipStreamInvalid.At(_name, index, what));
    }
}
