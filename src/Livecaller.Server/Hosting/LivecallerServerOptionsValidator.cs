using Microsoft.Extensions.Configuration;

namespace Livecaller.Server.Hosting;

// Checks the attributes of the options; the code is generated at build time.
[OptionsValidator]
internal sealed partial class LivecallerServerOptionsValidator : IValidateOptions<LivecallerServerOptions>;

/// <summary>The section of the configuration that the options are bound to.</summary>
internal sealed class LivecallerConfiguration(IConfigurationSection section) : IValidateOptions<LivecallerServerOptions>
{
    public void Bind(LivecallerServerOptions options)
    {
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            // A section where a value belongs, or a value that cannot be converted: that message names the setting.
            string[] faults = [.. KnownSettings.Faults(section)];
            throw new LivecallerStartupException(faults.Length > 0 ? string.Join(' ', faults) : e.Message.ReplaceLineEndings(" "), e);
        }

        RealtimeOptions.ReadSeconds(section, options.Realtime);
    }

    public ValidateOptionsResult Validate(string? name, LivecallerServerOptions options)
    {
        List<string> faults = [.. KnownSettings.Faults(section)];
        if (!string.IsNullOrEmpty(section.Value)) faults.Add($"{section.Path} must be a section, not a value.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
