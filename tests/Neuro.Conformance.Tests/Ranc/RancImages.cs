using Neuro.Conformance.Tests.Loihi;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Targets.Ranc;

namespace Neuro.Conformance.Tests.Ranc;

/// <summary>Memory images and what comes out of them.</summary>
internal static class RancImages
{
    /// <summary>Every folder of the reference data that holds an image.</summary>
    public static string[] All()
    {
        string root = ReferenceData.Path("ranc/memory_files");
        string[] folders =
        [
            .. Directory.GetFiles(root, "*params.json", SearchOption.AllDirectories)
                .Select(f => Path.GetDirectoryName(f)!).Order(),
        ];
        Assert.NotEmpty(folders);
        return folders;
    }

    /// <summary>The program of an image, without warnings and verified.</summary>
    public static SpikeProgram Decode(RancImage image)
    {
        List<Diagnostic> warnings = [];
        SpikeProgram program = RancDecoder.Decode(image, warnings);
        Assert.Empty(warnings);
        ProgramVerifier.ThrowIfInvalid(program);
        return program;
    }

    /// <summary>What leaves a program that has one input and one output.</summary>
    public static SpikeTrain Run(IBackend backend, SpikeProgram program, SpikeTrain input)
    {
        RecordingOptions options = new() { Spikes = [program.Outputs[0]] };
        return Runs.Run(backend, program, input.Ticks, options, input).Spikes(program.Outputs[0], 0);
    }
}
