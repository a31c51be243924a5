using System.CommandLine;
using Neuro.Cli.Commands;
using Neuro.Cli.ReadOuts;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Options;

/// <summary><c>--output-population</c>: whose largest count is a network's answer, to be held to the labels of
/// the data.</summary>
internal sealed class AnswerOption
{
    private readonly Option<string?> _output = new("--output-population")
    {
        Description = "Output whose largest count is the answer, where there are several.",
        HelpName = "population",
    };

    /// <summary>Adds the option to <paramref name="command"/>.</summary>
    public void AddTo(Command command) => command.Add(_output);

    /// <summary>The output of <paramref name="program"/> that answers.</summary>
    /// <exception cref="DiagnosticException">There is none of that name, there are several, or <paramref name="input"/> has no
    /// labels, or one that is no neuron of the output.</exception>
    public string Resolve(CommandContext context, SpikeProgram program, InputData input)
    {
        if (input.Data.Labels is null)
            throw new DiagnosticException(DiagnosticCatalog.NoLabels.At(null, input.Data.Name));
        Population output = program.Population(NameOf(context, program));
        int classes = ReadOut.Find(program, output.Name)?.Classes ?? output.Size;
        foreach (int sample in input.Samples)
        {
            int label = input.Data.Labels[sample];
            if (label < 0 || label >= classes)
            {
                throw new DiagnosticException(
                    DiagnosticCatalog.NoSuchClass.At(input.Data.Name, sample, label, output.Name, classes - 1));
            }
        }
        return output.Name;
    }

    /// <summary>The name of the output of <paramref name="program"/> that answers.</summary>
    /// <exception cref="DiagnosticException">There is none of that name, or there are several.</exception>
    public string NameOf(CommandContext context, SpikeProgram program)
    {
        string names = string.Join(", ", program.Outputs);
        if (context.Get(_output) is { } name)
        {
            return program.Outputs.Contains(name)
                ? name
                : throw new DiagnosticException(DiagnosticCatalog.NoSuchPopulation.At(null, name, $"the outputs are {names}"));
        }
        return program.Outputs.Length == 1
            ? program.Outputs[0]
            : throw new DiagnosticException(DiagnosticCatalog.SeveralOutputs.At(null, names));
    }
}
