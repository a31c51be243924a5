using Neuro.Ir.Json;

namespace Neuro.Targets;

/// <summary>What a profile may say: profiles/profile.schema.json.</summary>
internal static class ProfileForm
{
    private const string Resource = "profiles/profile.schema.json";

    /// <summary>The form of profiles.</summary>
    public static JsonForm Form { get; } = new(Read(), JsonWords.Profile);

    private static string Read()
    {
        using Stream stream = typeof(ProfileForm).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"resource {Resource} is missing");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
