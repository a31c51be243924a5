using System.Collections.Immutable;
using Neuro.Targets.Loihi;
using Neuro.Targets.Odin;
using Neuro.Targets.Ranc;
using Neuro.Targets.Risp;
using Neuro.Targets.Xbar;

namespace Neuro.Targets;

/// <summary>The formats of files that boards load. A profile names its own under "loads"; a new one is a line here.</summary>
public static class BoardFormats
{
    /// <summary>Every format.</summary>
    public static ImmutableArray<IBoardFormat> All { get; } =
    [
        new LavaNetFormat(),
        new NxbFormat(),
        new CommandStreamFormat(),
        new RancFolderFormat(),
        new RispFormat(),
    ];

    /// <summary>The format called <paramref name="name"/>, or null.</summary>
    public static IBoardFormat? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    /// <summary>What reads the file at <paramref name="path"/>, or null.</summary>
    public static IBoardDecoder? DecoderOf(string path) => All.OfType<IBoardDecoder>().FirstOrDefault(d => d.Claims(path));
}
